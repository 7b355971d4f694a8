"""The bundled flow with more steps, or fewer: the same exercises again and again."""

from __future__ import annotations

import itertools

from mistakes import TEXT


def many_steps(count: int) -> str:
    """The flow with so many steps."""
    begin, end = TEXT.index("[[steps]]"), TEXT.index("# What follows an answer.")
    blocks = TEXT[begin:end].split("[[steps]]\nid = ")[1:]
    repeated = zip(range(count), itertools.cycle(blocks))
    steps = "".join(f"[[steps]]\nid = {block.replace(chr(34), f'{chr(34)}s{n}_', 1)}" for n, block in repeated)
    return TEXT[:begin] + steps + TEXT[end:]
