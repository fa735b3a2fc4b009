"""Microsoft's Tabular Object Model, driven over stdio: does it read the TMDL, and would it write the same?"""

import json
import subprocess
import tempfile
from pathlib import Path

from finding import Finding, NotRun


class Tom:
    """One running model server; a context manager."""

    def __init__(self, oracles: Path):
        wrapper = oracles / "node_modules/@microsoft/powerbi-modeling-mcp/index.js"
        if not wrapper.exists():
            raise NotRun("Tabular Object Model", f"{wrapper} is not installed")
        self.process = subprocess.Popen(
            ["node", str(wrapper), "--start"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.last = 0
        client = {"name": "casus", "version": "1"}
        self._call("initialize", {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": client})
        self._send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=20)

    def check(self, model: Path):
        """Findings on one `*.SemanticModel` folder, and the model as TOM's own JSON (None when it can't be read)."""
        loaded = self._operate("connection_operations", operation="ConnectFolder", folderPath=str(model))
        if "data" not in loaded:
            return [Finding("tom", model, loaded.get("message", str(loaded)))], None
        with tempfile.TemporaryDirectory() as scratch:
            out = Path(scratch) / "tmdl"
            bim = Path(scratch) / "model.bim"
            for request in (
                {"operation": "ExportToTmdlFolder", "tmdlFolderPath": str(out)},
                {"operation": "ExportToBimFile", "bimFilePath": str(bim)},
            ):
                done = self._operate("database_operations", **request)
                if "data" not in done:
                    return [Finding("tom", model, done.get("message", str(done)))], None
            found = differences(model / "definition", out)
            database = json.loads(bim.read_text("utf-8-sig"))
        self._operate("connection_operations", operation="Disconnect")
        return found, database["model"]

    def _operate(self, tool, **request):
        answer = self._call("tools/call", {"name": tool, "arguments": {"request": request}})
        text = "".join(part.get("text", "") for part in answer.get("content", []))
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return {"message": text or str(answer)}

    def _call(self, method, params):
        self.last += 1
        self._send({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params})
        for line in self.process.stdout:
            try:
                answer = json.loads(line)
            except json.JSONDecodeError:
                continue
            if answer.get("id") == self.last:
                return answer.get("result", answer)
        raise NotRun("Tabular Object Model", f"the server ended during {method}")

    def _send(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()


def differences(ours: Path, theirs: Path):
    """Every file that TOM would write otherwise: Desktop's first save would change it."""
    names = sorted({p.relative_to(top) for top in (ours, theirs) for p in top.rglob("*.tmdl")})
    found = []
    for name in names:
        a, b = ours / name, theirs / name
        if not a.exists():
            found.append(Finding("tom", b, f"TOM also writes {name}, which is missing here"))
        elif not b.exists():
            found.append(Finding("tom", a, "TOM would not write this file"))
        else:
            found += first_difference(a, a.read_bytes(), b.read_bytes().replace(b"\r\n", b"\n"))
    return found


def first_difference(file, ours, theirs):
    """One finding at the first line that differs, byte for byte."""
    if ours == theirs:
        return []
    a, b = ours.split(b"\n"), theirs.split(b"\n")
    for number in range(max(len(a), len(b))):
        mine = a[number] if number < len(a) else None
        other = b[number] if number < len(b) else None
        if mine != other:
            return [Finding("tom", file, f"line {number + 1}: here {mine!r}, TOM writes {other!r}")]
    return []
