"""Is the built package whole? Run by an interpreter that has it installed and nothing beside it: `wheel.py SAMPLES`.

Only the standard library and the package itself: what the tests need is not there.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from importlib import metadata, resources
from pathlib import Path


def main(samples: Path) -> None:
    import extractor
    from extractor.forms import class_codes, economic_names, forms
    from extractor.forms.version import forms_version

    home = Path(extractor.__file__).parent
    assert Path(sys.prefix) in home.parents, f"{home} is not the installed package"
    assert extractor.__version__ == metadata.version("juesuan")
    assert (resources.files("extractor") / "py.typed").is_file()
    assert len(forms()) >= 13 and class_codes() and economic_names() and forms_version()
    assert "pytest" not in {one.metadata["Name"] for one in metadata.distributions()}

    command = Path(sys.executable).with_name("juesuan")
    assert "juesuan" in ran(command, "--help").stdout
    assert ran(command, "--version").stdout.split()[-1] == extractor.__version__
    assert ran(command, "extract", "nothing here", code=2).stderr

    pdfs = sorted(samples.glob("*.pdf"))
    assert len(pdfs) >= 4
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        told = json.loads(ran(command, "extract", *map(str, pdfs), "-o", str(out), "--json").stdout)
        assert {one["status"] for one in told["documents"]} == {"verified"}, told
        for one in told["documents"]:
            truth = json.loads((samples / "truth" / one["source"]).with_suffix(".json").read_text(encoding="utf-8"))
            wanted = [v for t in truth["tables"].values() for row in t["rows"] for v in row["values"].values() if v]
            with (out / one["name"] / "figures.csv").open(encoding="utf-8-sig", newline="") as handle:
                found = [row["printed"] for row in csv.DictReader(handle) if row["printed"]]
            assert sorted(found) == sorted(wanted), one["source"]
            assert (out / one["name"] / f"{one['name']}.xlsx").stat().st_size > 10_000
        ran(command, "check", str(out))
    print(f"the wheel is whole: {len(pdfs)} samples, every figure")


def ran(command: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([command, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    return done


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
