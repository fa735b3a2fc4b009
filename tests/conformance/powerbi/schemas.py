"""Every JSON file of a project against the schema it names, read from disk."""

import json
from pathlib import Path

from finding import Finding, NotRun

ROOT = "https://developer.microsoft.com/json-schemas/"
JSON_NAMES = (".json", ".pbip", ".pbir", ".pbism", ".platform")


def json_files(project: Path):
    """Every file of the project that is JSON, whatever its suffix."""
    return [file for file in sorted(project.rglob("*")) if file.is_file() and file.name.endswith(JSON_NAMES)]


def read_strictly(file: Path):
    """The value of a file without BOM, and without a key that is written twice."""

    def once(pairs):
        keys = [key for key, _ in pairs]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"key {twice[0]!r} is written twice")
        return dict(pairs)

    raw = file.read_bytes()
    if raw.startswith(b"\xef\xbb\xbf"):
        raise ValueError("starts with a byte order mark")
    return json.loads(raw.decode("utf-8"), object_pairs_hook=once)


def check_syntax(project: Path):
    """JSON that Desktop refuses whatever the schema says; needs no schemas."""
    found = []
    for file in json_files(project):
        try:
            value = read_strictly(file)
        except (ValueError, UnicodeDecodeError) as error:
            found.append(Finding("json", file, str(error)))
            continue
        if not isinstance(value, dict) or not value.get("$schema"):
            found.append(Finding("json", file, "names no $schema"))
    return found


class Schemas:
    """The published schemas below one folder."""

    def __init__(self, folder: Path):
        try:
            from jsonschema import validators
            from referencing import Registry, Resource
            from referencing.jsonschema import DRAFT7
        except ImportError as missing:
            raise NotRun("JSON schemas", str(missing)) from missing

        def retrieve(address):
            return Resource.from_contents(json.loads(self.file(address).read_text("utf-8-sig")), DRAFT7)

        self.folder = folder
        self.registry = Registry(retrieve=retrieve)
        self.validator_for = validators.validator_for
        self.used = set()

    def file(self, address) -> Path:
        """Where the schema of this address lies; a theme's schema is found by its name."""
        address = address.split("#")[0]
        if address.startswith(ROOT):
            return self.folder / address[len(ROOT) :]
        return self.folder / "theme" / address.rsplit("/", 1)[-1]

    def check(self, project: Path):
        found = []
        for file in json_files(project):
            try:
                value = read_strictly(file)
            except (ValueError, UnicodeDecodeError):
                continue
            address = value.get("$schema", "")
            schema_file = self.file(address)
            if not schema_file.is_file():
                found.append(Finding("schema", file, f"there is no published schema {address!r}"))
                continue
            self.used.add(address)
            schema = json.loads(schema_file.read_text("utf-8-sig"))
            schema.setdefault("$id", address)
            validator = self.validator_for(schema)(schema, registry=self.registry)
            for error in validator.iter_errors(value):
                found.append(Finding("schema", file, f"{error.json_path}: {deepest(error).message[:300]}"))
        return found


def deepest(error):
    """The most telling cause below an `anyOf`."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    return error
