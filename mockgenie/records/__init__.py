"""The data of a domain: records and values, from its own file or from files beside it."""
