"""Run every benchmark, each in a process of its own so that one's memory is not another's."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run all modules of this folder in order of name; return how many failed."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    failed = 0
    for name in names:
        print(f"== bench.{name}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
