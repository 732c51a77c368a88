"""devsignal: who on X talks about your product, how they feel, and which customer it is."""

__version__ = "0.1.0"
