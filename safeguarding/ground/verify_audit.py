"""Proves the audit: every link of every chain is computed again. Runs as the owner, since no person sees all chains.
The chains are written by the triggers of `migrations/0003_audit.py`."""

from dataclasses import dataclass

from django.db import connections

# The hash of each entry, computed again from the one before it; and each digest from its values, where they are kept.
_FAULTS = """
WITH linked AS (
    SELECT e.*, lag(e.hash, 1, ''::bytea) OVER chain AS before, lag(e.sequence, 1, 0::bigint) OVER chain AS place
    FROM ground_auditentry e WINDOW chain AS (PARTITION BY e.chain, e.case_id ORDER BY e.sequence)
), judged AS (
    SELECT chain, case_id, sequence, CASE
        WHEN sequence <> place + 1 THEN 'an entry before it is missing'
        WHEN content IS NOT NULL AND digest <> sha256(salt || convert_to(content::text, 'UTF8'))
            THEN 'its values were changed'
        WHEN hash <> audit_link(before, chain, case_id, sequence, at, person_id, day, table_name, row_key, verb, digest)
            THEN 'it does not follow from the entry before it'
        END AS fault
    FROM linked
), tails AS (
    SELECT h.chain, h.case_id, h.sequence, CASE
        WHEN last.sequence IS DISTINCT FROM h.sequence THEN 'the end of the chain is missing'
        WHEN last.hash IS DISTINCT FROM h.hash THEN 'the end of the chain was changed'
        END AS fault
    FROM ground_audithead h LEFT JOIN LATERAL (
        SELECT sequence, hash FROM ground_auditentry e
        WHERE e.chain = h.chain AND e.case_id = h.case_id ORDER BY sequence DESC LIMIT 1
    ) last ON true
), headless AS (
    SELECT chain, case_id, max(sequence) AS sequence, 'the chain has lost its head' AS fault
    FROM ground_auditentry e WHERE NOT EXISTS (
        SELECT FROM ground_audithead h WHERE h.chain = e.chain AND h.case_id = e.case_id)
    GROUP BY chain, case_id
)
SELECT chain, case_id, sequence, fault FROM judged WHERE fault IS NOT NULL
UNION ALL SELECT chain, case_id, sequence, fault FROM tails WHERE fault IS NOT NULL
UNION ALL SELECT chain, case_id, sequence, fault FROM headless
ORDER BY 1, 2, 3
"""

_DIGEST = """
SELECT count(*), coalesce(sum(sequence), 0),
       encode(sha256(coalesce(string_agg(chain || case_id || ':' || sequence || ':' || encode(hash, 'hex'), '|'
              ORDER BY chain, case_id), '')::bytea), 'hex')
FROM ground_audithead
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One link that does not hold."""

    chain: str
    case_id: int
    sequence: int
    why: str

    def __str__(self) -> str:
        return f"{self.chain} of case {self.case_id}, entry {self.sequence}: {self.why}"


@dataclass(frozen=True, slots=True)
class Heads:
    """The ends of all chains in one figure, to be kept outside this system."""

    chains: int
    entries: int
    digest: str


def faults() -> list[Fault]:
    """Every link that does not hold; none when the audit is whole."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_FAULTS)
        return [Fault(*row) for row in cursor.fetchall()]


def heads() -> Heads:
    """How many chains and entries there are, and the digest of their ends."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_DIGEST)
        return Heads(*cursor.fetchone())
