"""Certificates made on the spot, for host names that a bot has hard-coded."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from pathlib import Path

_HERE = ("localhost", "127.0.0.1", "::1")


class TlsMissing(ImportError):
    """What makes certificates is not installed."""


def server_tls(names: Iterable[str], ca_file: Path) -> ssl.SSLContext:
    """What a server speaks TLS with that is these hosts, and this machine.

    The certificate of the authority that vouches for it is written to `ca_file`, for clients to
    trust. Its key is kept nowhere, so nobody can vouch for anything else with it. Raises TlsMissing
    without the extra `tls`, OSError where the file cannot be written.
    """
    try:
        import trustme
    except ImportError as error:
        raise TlsMissing(
            'HTTPS needs the package trustme: python -m pip install "mockgenie[tls]"'
        ) from error
    authority = trustme.CA(organization_name="mockgenie")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, *_HERE).configure_cert(context)
    authority.cert_pem.write_to_path(str(ca_file))
    return context
