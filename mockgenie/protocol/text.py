"""JSON strings as Gson writes them without HTML escaping (wire contract, section 2)."""

from __future__ import annotations

from json.encoder import encode_basestring


def quote(text: str) -> str:
    r"""`text` as a JSON string, quotes included.

    Korean and ``= < > & '`` stay raw; ``"``, ``\``, the control characters and the two line
    separators U+2028 and U+2029 are escaped, hexadecimal digits in lower case.

    >>> quote('서울 = "맑음"\n')
    '"서울 = \\"맑음\\"\\n"'
    """
    quoted: str = encode_basestring(text)
    if "\u2028" in quoted or "\u2029" in quoted:
        quoted = quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return quoted
