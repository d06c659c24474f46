"""The databases of GenieDialog's authoring tool: read as they are, made into domains, and written
of domains again.

A file is read into a `GenieDatabase`, its rows as they are (`reading`).
"""

from mockgenie.importers.geniedialog.reading import open_geniedialog
from mockgenie.importers.geniedialog.tables import GenieDatabase, GenieRow, GenieTable

__all__ = ["GenieDatabase", "GenieRow", "GenieTable", "open_geniedialog"]
