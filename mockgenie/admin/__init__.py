"""The admin API under /__mockgenie/: looks into a running server, and changes what it does.

Nothing of it is read before its first request.
"""

from mockgenie.admin.door import admin_for

__all__ = ["admin_for"]
