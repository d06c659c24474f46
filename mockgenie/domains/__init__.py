"""YAML files to domains: the model, its loading, and what is wrong with a file."""

from mockgenie.domains.catalogue import Entry, domain_files, load_catalogue, shipped_folder
from mockgenie.domains.diagnostics import Diagnostic, DomainError
from mockgenie.domains.instances import Record, Table
from mockgenie.domains.loader import load_domain
from mockgenie.domains.model import (
    Act,
    Controller,
    Domain,
    EntityClass,
    Saying,
    Slot,
    Task,
    Transition,
)
from mockgenie.domains.patterns import SlotRef, Variant
from mockgenie.domains.templates import Template

__all__ = [
    "Act",
    "Controller",
    "Diagnostic",
    "Domain",
    "DomainError",
    "EntityClass",
    "Entry",
    "Record",
    "Saying",
    "Slot",
    "SlotRef",
    "Table",
    "Task",
    "Template",
    "Transition",
    "Variant",
    "domain_files",
    "load_catalogue",
    "load_domain",
    "shipped_folder",
]
