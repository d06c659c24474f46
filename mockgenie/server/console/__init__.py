"""The console: a page in the browser to talk, watch, break and understand.

It is plain files, which this room hands out; all that the page shows it asks the admin
API for, and what it says it says to /Dialog, as a bot does. The room is imported when somebody
first looks.
"""

from mockgenie.server.console.files import serve_file

__all__ = ["serve_file"]
