"""What commands show: result values whose fields are the JSON keys of the contract. Values only.

Ids of X are strings, times aware datetimes in UTC, money USD. A trailing underscore of a field falls off in JSON.
"""
