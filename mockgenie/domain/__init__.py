"""YAML files to domains: the model, its loading, and what is wrong with a file."""

from mockgenie.domains.built_in import BUILT_IN_ACTS, WHOLE_WORDS, built_in_acts
from mockgenie.domains.catalogue import (
    Entry,
    domain_files,
    each_once,
    load_catalogue,
    shipped_folder,
)
from mockgenie.domains.data.cells import READERS, CellProblem, shown
from mockgenie.domains.data.instances import Found, Record, Table
from mockgenie.domains.data.record_files import (
    RecordFileError,
    read_record_file,
    why_no_record_file,
)
from mockgenie.domains.diagnostics import Diagnostic, DomainError, did_you_mean
from mockgenie.domains.library import Edition, Library, Stamps
from mockgenie.domains.loader import load_domain
from mockgenie.domains.model import (
    Act,
    Confirmation,
    Domain,
    EntityClass,
    Place,
    Saying,
    Sayings,
    Slot,
    Task,
    Text,
    Transition,
)
from mockgenie.domains.patterns import SlotRef, Variant
from mockgenie.domains.schema import DIALECT, domain_schema
from mockgenie.domains.source import Node, Source, Unreadable
from mockgenie.domains.templates import Template, Value, parse_template
from mockgenie.domains.value_patterns import find_pattern, pattern_problem
from mockgenie.domains.written import Controller, Form, Word, Words, Written, field_names

__all__ = [
    "BUILT_IN_ACTS",
    "DIALECT",
    "READERS",
    "WHOLE_WORDS",
    "Act",
    "CellProblem",
    "Confirmation",
    "Controller",
    "Diagnostic",
    "Domain",
    "DomainError",
    "Edition",
    "EntityClass",
    "Entry",
    "Form",
    "Found",
    "Library",
    "Node",
    "Place",
    "Record",
    "RecordFileError",
    "Saying",
    "Sayings",
    "Slot",
    "SlotRef",
    "Source",
    "Stamps",
    "Table",
    "Task",
    "Template",
    "Text",
    "Transition",
    "Unreadable",
    "Value",
    "Variant",
    "Word",
    "Words",
    "Written",
    "built_in_acts",
    "did_you_mean",
    "domain_files",
    "domain_schema",
    "each_once",
    "field_names",
    "find_pattern",
    "load_catalogue",
    "load_domain",
    "parse_template",
    "pattern_problem",
    "read_record_file",
    "shipped_folder",
    "shown",
    "why_no_record_file",
]
