"""The rules of hosts: whose domain a URL or an e-mail address names, and what is nobody's company. Pure.

Libraries are loaded when first needed, so that importing this package costs nothing at start. No rule asks the network.
"""
