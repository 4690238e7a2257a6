"""A mail server of the tests' own on 127.0.0.1: it takes what it is told to take, keeps it, and can refuse, put off, or
fall silent at the moment when a letter is handed over."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Sink:
    """What arrived, and how to behave. `silence` holds the answer to a whole letter back until it is set."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refuse_with: str = ""
    """The answer to RCPT, such as "550 No such person"; empty: taken."""
    put_off: str = ""
    """The answer to a whole letter, such as "451 Try later"; empty: taken."""
    is_silent: bool = False
    handed_over: threading.Event = field(default_factory=threading.Event)
    may_answer: threading.Event = field(default_factory=threading.Event)

    def ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.letters]

    def recipients(self) -> list[str]:
        return [letter["To"] for letter in self.letters]


@contextmanager
def sink() -> Iterator[Sink]:
    """Serve until the block ends."""
    facts = Sink()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            # A worker stopped in the middle breaks the line: that is what some tests are about.
            with suppress(OSError):
                _converse(self, facts)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Conversation) as server:
        facts.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield facts
        finally:
            facts.may_answer.set()
            server.shutdown()
            thread.join()


def _converse(to: socketserver.StreamRequestHandler, facts: Sink) -> None:
    def say(words: str) -> None:
        to.wfile.write(words.encode() + b"\r\n")
        to.wfile.flush()

    say("220 sink")
    while line := to.rfile.readline():
        verb = line.strip().upper()[:4]
        if verb == b"DATA":
            say("354 go on")
            _take(to, facts, say)
        elif verb == b"RCPT" and facts.refuse_with:
            say(facts.refuse_with)
        elif verb == b"QUIT":
            say("221 bye")
            return
        else:
            say("250 yes")


def _take(to: socketserver.StreamRequestHandler, facts: Sink, say) -> None:  # type: ignore[no-untyped-def]
    lines = []
    while (line := to.rfile.readline()) not in (b".\r\n", b""):
        lines.append(line[1:] if line.startswith(b"..") else line)
    if facts.put_off:
        say(facts.put_off)
        return
    facts.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))  # type: ignore[arg-type]
    facts.handed_over.set()
    if facts.is_silent:
        facts.may_answer.wait()
    say("250 taken")
