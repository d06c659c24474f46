"""The databases of GenieDialog's authoring tool, made into domains and written of them.

A file is read into a `GenieDatabase`, its rows as they are (`reading`); these become a draft of a
domain, with what was decided and what is left open (`interpretation`); the draft is written as a
file that `check` finds nothing wrong with (`domain_file`, `repair`), in a folder with the records
and conversations (`folder`). `export` goes the other way, as far as the tables can hold a domain.
"""

from mockgenie.importers.geniedialog.export import export_geniedialog
from mockgenie.importers.geniedialog.folder import ImportedFolder, import_geniedialog
from mockgenie.importers.geniedialog.reading import open_geniedialog
from mockgenie.importers.geniedialog.tables import GenieDatabase

__all__ = [
    "GenieDatabase",
    "ImportedFolder",
    "export_geniedialog",
    "import_geniedialog",
    "open_geniedialog",
]
