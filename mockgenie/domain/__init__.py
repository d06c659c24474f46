"""A domain: its model, and how it is loaded from its YAML file."""

from mockgenie.domain.built_in import BUILT_IN_ACTS, BUILT_IN_WORDS, built_in_acts
from mockgenie.domain.catalogue import (
    domain_files,
    domain_in,
    each_once,
    likely_name,
    shipped_folder,
)
from mockgenie.domain.fields import Controller, SlotType, ValueForm
from mockgenie.domain.library import Edition, Library, Stamps
from mockgenie.domain.loader import DomainError, load_domain, load_source, name_by_place
from mockgenie.domain.model import (
    BOOLEAN_VALUES,
    Act,
    Confirmation,
    Domain,
    EntityClass,
    Many,
    Place,
    Saying,
    Sayings,
    Slot,
    Slots,
    Task,
    Text,
    Transition,
    count_terms,
    item_terms,
)
from mockgenie.domain.named_files import EXHAUSTED, version_of
from mockgenie.domain.patterns import SlotRef, Variant, is_tagged, parse_example, parse_pattern
from mockgenie.domain.record_files import (
    RecordFileError,
    read_record_file,
    record_file_problem,
)
from mockgenie.domain.references import place_of
from mockgenie.domain.schema import domain_schema
from mockgenie.domain.templates import Template, Value, parse_template

__all__ = [
    "BOOLEAN_VALUES",
    "BUILT_IN_ACTS",
    "BUILT_IN_WORDS",
    "EXHAUSTED",
    "Act",
    "Confirmation",
    "Controller",
    "Domain",
    "DomainError",
    "Edition",
    "EntityClass",
    "Library",
    "Many",
    "Place",
    "RecordFileError",
    "Saying",
    "Sayings",
    "Slot",
    "SlotRef",
    "SlotType",
    "Slots",
    "Stamps",
    "Task",
    "Template",
    "Text",
    "Transition",
    "Value",
    "ValueForm",
    "Variant",
    "built_in_acts",
    "count_terms",
    "domain_files",
    "domain_in",
    "domain_schema",
    "each_once",
    "is_tagged",
    "item_terms",
    "likely_name",
    "load_domain",
    "load_source",
    "name_by_place",
    "parse_example",
    "parse_pattern",
    "parse_template",
    "place_of",
    "read_record_file",
    "record_file_problem",
    "shipped_folder",
    "version_of",
]
