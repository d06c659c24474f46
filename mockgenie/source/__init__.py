"""Files and values that people write: YAML nodes with line and column, and what is wrong with them.

Knows nothing of what the files are about.
"""

from mockgenie.source.diagnostics import Diagnostic, SourceError, did_you_mean, few_suggestions
from mockgenie.source.document import Fields, Node, Source, Unreadable, read_description, read_field
from mockgenie.source.excerpt import (
    ReportLine,
    columns,
    common_start,
    escaped,
    printable,
    safe,
    safe_json,
    safe_lines,
    short,
    visible,
    with_caret,
)
from mockgenie.source.fields import DIALECT, Word, Words, Written, field_names
from mockgenie.source.json_objects import json_object, object_in, text_in
from mockgenie.source.mismatch import mismatch
from mockgenie.source.mistakes import DOMAINS, FILES, Mistake, MistakeKind, mistake, unknown
from mockgenie.source.progress import followed, following, ticking
from mockgenie.source.regex import (
    find_formatted,
    find_pattern,
    format_problem,
    pattern_problem,
)
from mockgenie.source.schema import Schema, put_together, put_together_definitions
from mockgenie.source.yaml_text import in_a_row, listed, one_or_several, quoted, read_yaml

__all__ = [
    "DIALECT",
    "DOMAINS",
    "FILES",
    "Diagnostic",
    "Fields",
    "Mistake",
    "MistakeKind",
    "Node",
    "ReportLine",
    "Schema",
    "Source",
    "SourceError",
    "Unreadable",
    "Word",
    "Words",
    "Written",
    "columns",
    "common_start",
    "did_you_mean",
    "escaped",
    "few_suggestions",
    "field_names",
    "find_formatted",
    "find_pattern",
    "followed",
    "following",
    "format_problem",
    "in_a_row",
    "json_object",
    "listed",
    "mismatch",
    "mistake",
    "object_in",
    "one_or_several",
    "pattern_problem",
    "printable",
    "put_together",
    "put_together_definitions",
    "quoted",
    "read_description",
    "read_field",
    "read_yaml",
    "safe",
    "safe_json",
    "safe_lines",
    "short",
    "text_in",
    "ticking",
    "unknown",
    "visible",
    "with_caret",
]
