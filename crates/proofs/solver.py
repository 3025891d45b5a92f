#!/usr/bin/env python3
"""Speaks SMT-LIB over standard input and output with the cvc5 of the Python package `cvc5`, which brings no program of
its own. Takes the options of the cvc5 program that are written `--name=value`; other arguments are ignored."""

import sys

import cvc5


class Session:
    """What has been declared and asserted since the start or the last `(reset)`."""

    def __init__(self) -> None:
        terms = cvc5.TermManager()
        self.solver = cvc5.Solver(terms)
        for argument in sys.argv[1:]:
            if argument.startswith("--") and "=" in argument:
                self.solver.setOption(*argument[2:].split("=", 1))
        self.symbols = cvc5.SymbolManager(terms)

    def say(self, text: str) -> None:
        parser = cvc5.InputParser(self.solver, self.symbols)
        parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "standard input")
        while not (command := parser.nextCommand()).isNull():
            answer = str(command.invoke(self.solver, self.symbols))
            if answer:
                print(answer.rstrip("\n"), flush=True)


def main() -> None:
    session, waiting = Session(), ""
    for line in sys.stdin:
        waiting += line
        if not is_whole(waiting):
            continue
        if waiting.strip() == "(reset)":
            session = Session()
        elif waiting.strip() == "(exit)":
            return
        else:
            session.say(waiting)
        waiting = ""


def is_whole(text: str) -> bool:
    """Whether every bracket outside strings, quoted names and comments is closed."""
    depth, at = 0, 0
    while at < len(text):
        letter = text[at]
        if letter in '"|':
            at = text.find(letter, at + 1)
            if at < 0:
                return False
        elif letter == ";":
            at = text.find("\n", at)
            if at < 0:
                return depth == 0
        depth += (letter == "(") - (letter == ")")
        at += 1
    return depth == 0


if __name__ == "__main__":
    main()
