"""What is asked and answered stands behind the case's wall. A body that is asked sees its request, what it did itself
and its own answers by a policy beside the wall; its draft is its own. Rows of one request keep its case and body."""

from django.db import migrations

from safeguarding.ground.operations import AppendOnly, Audit, CaseWall, Statements, Wall

ANSWERS = "'{agency-lead,notifier,delegated-partner}'"
"""Who speaks for a body that is asked: those with `own.answer-request` in `rules/roles.py`."""

MINE = f"""
body_id = ANY ((SELECT my_organisations_as({ANSWERS}))::bigint[])
AND case_id <> ALL ((SELECT my_barred_cases())::bigint[])
"""


def of_its_request(table: str) -> str:
    """The row belongs to a request of that very case and body, which whoever writes it sees."""
    return f"""EXISTS (SELECT FROM gathering_informationrequest r
        WHERE r.id = {table}.request_id AND r.case_id = {table}.case_id AND r.body_id = {table}.body_id)"""


# A partnership's own way of reminding: kept by its managers, followed by whoever sees one of its cases.
LADDER_SEEN = """
partnership_id = ANY ((SELECT my_organisations())::bigint[])
OR EXISTS (SELECT FROM cases_case c WHERE c.partnership_id = gathering_ladder.partnership_id)
"""
LADDER_KEPT = "partnership_id = ANY ((SELECT my_organisations_as('{business-manager}'))::bigint[])"

OF_ONE_REQUEST = """
ALTER TABLE gathering_informationrequest
    ADD CONSTRAINT request_of_case UNIQUE (id, case_id), ADD CONSTRAINT request_of_body UNIQUE (id, case_id, body_id);
ALTER TABLE gathering_requeststep ADD CONSTRAINT step_of_its_own FOREIGN KEY (request_id, case_id, body_id)
    REFERENCES gathering_informationrequest (id, case_id, body_id);
ALTER TABLE gathering_returndraft ADD CONSTRAINT draft_of_its_own FOREIGN KEY (request_id, case_id, body_id)
    REFERENCES gathering_informationrequest (id, case_id, body_id);
ALTER TABLE gathering_agencyreturn ADD CONSTRAINT return_of_its_own FOREIGN KEY (request_id, case_id, body_id)
    REFERENCES gathering_informationrequest (id, case_id, body_id);
ALTER TABLE gathering_call ADD CONSTRAINT call_of_its_own FOREIGN KEY (request_id, case_id)
    REFERENCES gathering_informationrequest (id, case_id);
ALTER TABLE gathering_ladderreminder ADD CONSTRAINT reminder_of_its_own FOREIGN KEY (request_id, case_id)
    REFERENCES gathering_informationrequest (id, case_id);
"""
OF_ANY = """
ALTER TABLE gathering_ladderreminder DROP CONSTRAINT reminder_of_its_own;
ALTER TABLE gathering_call DROP CONSTRAINT call_of_its_own;
ALTER TABLE gathering_agencyreturn DROP CONSTRAINT return_of_its_own;
ALTER TABLE gathering_returndraft DROP CONSTRAINT draft_of_its_own;
ALTER TABLE gathering_requeststep DROP CONSTRAINT step_of_its_own;
ALTER TABLE gathering_informationrequest DROP CONSTRAINT request_of_body, DROP CONSTRAINT request_of_case;
"""

# What the case's people did with a request and the body need not know (a letter made, a reminder pressed) it does not
# see. It adds what it does itself, and nothing to the papers of the case.
ASKED = f"""
CREATE POLICY asked ON gathering_informationrequest FOR SELECT TO {{app}} USING ({MINE});
CREATE POLICY asked ON gathering_requeststep FOR SELECT TO {{app}}
    USING (what IN ('opened', 'begun', 'declined', 'withdrawn', 'asked-again') AND {MINE});
CREATE POLICY answers ON gathering_requeststep FOR INSERT TO {{app}}
    WITH CHECK (what IN ('opened', 'begun', 'declined') AND paper_id IS NULL AND recorded_by_id = acting_person()
                AND {MINE} AND {of_its_request("gathering_requeststep")});
CREATE POLICY asked ON gathering_agencyreturn FOR SELECT TO {{app}} USING ({MINE});
CREATE POLICY answers ON gathering_agencyreturn FOR INSERT TO {{app}}
    WITH CHECK (how = 'signed-in' AND paper_id IS NULL AND recorded_by_id = acting_person() AND {MINE}
                AND {of_its_request("gathering_agencyreturn")});
CREATE POLICY answers ON outbox_message FOR INSERT TO {{app}}
    WITH CHECK (kind = 'return-signed' AND written_by_id = acting_person() AND EXISTS (
        SELECT FROM gathering_informationrequest r WHERE r.case_id = outbox_message.case_id));
"""
NOT_ASKED = """
DROP POLICY answers ON outbox_message;
DROP POLICY answers ON gathering_agencyreturn; DROP POLICY asked ON gathering_agencyreturn;
DROP POLICY answers ON gathering_requeststep; DROP POLICY asked ON gathering_requeststep;
DROP POLICY asked ON gathering_informationrequest;
"""

# Open: neither withdrawn, nor signed, nor declined since it was last asked again.
FUNCTIONS = f"""
CREATE FUNCTION request_is_open(asked bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM gathering_agencyreturn r WHERE r.request_id = asked)
       AND coalesce((SELECT s.what NOT IN ('declined', 'withdrawn') FROM gathering_requeststep s
                     WHERE s.request_id = asked AND s.what IN ('declined', 'withdrawn', 'asked-again')
                     ORDER BY s.id DESC LIMIT 1), true)
$$;
REVOKE EXECUTE ON FUNCTION request_is_open(bigint) FROM {{app}};

-- For the daily round, with nobody acting: the keys of the cases with open requests, each with somebody who sees it.
CREATE FUNCTION cases_with_open_requests(day date) RETURNS TABLE (case_id bigint, person_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.case_id, s.person_id FROM case_stewards(day) s
    WHERE s.person_id IS NOT NULL AND EXISTS (
        SELECT FROM gathering_informationrequest r WHERE r.case_id = s.case_id AND request_is_open(r.id))
$$;

-- An agency signs, declines or says that nothing is held, and does not see the case: that its answer came is recorded
-- there all the same, in its own name. Answers with somebody who sees the case, as whom its dates are counted anew.
CREATE FUNCTION record_answer(asked bigint, happened text, day date, moment timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    one gathering_informationrequest;
BEGIN
    SELECT * INTO one FROM gathering_informationrequest r WHERE r.id = asked
        AND r.body_id = ANY (my_organisations_as({ANSWERS})) AND r.case_id <> ALL (my_barred_cases());
    IF NOT FOUND OR happened NOT IN ('agency_return_received', 'information_returned', 'agency_returns_in', '') THEN
        RAISE EXCEPTION 'An answer is recorded by whoever was asked.' USING ERRCODE = '42501';
    END IF;
    IF happened = 'agency_returns_in' AND (
        EXISTS (SELECT FROM gathering_informationrequest r WHERE r.case_id = one.case_id AND request_is_open(r.id))
        OR EXISTS (SELECT FROM cases_event e WHERE e.case_id = one.case_id AND e.event = happened
                   AND NOT EXISTS (SELECT FROM cases_event l WHERE l.supersedes_id = e.id)))
    THEN happened := ''; END IF;
    IF happened IN ('agency_return_received', 'information_returned') AND NOT EXISTS (
        SELECT FROM gathering_agencyreturn r WHERE r.request_id = asked AND r.recorded_by_id = acting_person())
    THEN
        RAISE EXCEPTION 'An answer that was not given is not recorded.' USING ERRCODE = '42501';
    END IF;
    IF happened <> '' THEN
        INSERT INTO cases_event (case_id, event, "on", duty, reason, told, body_id, recorded_at, recorded_on,
                                 recorded_by_id)
        VALUES (one.case_id, happened, day, '', '', '',
                CASE WHEN happened = 'agency_returns_in' THEN NULL ELSE one.body_id END, moment, day,
                acting_person());
    END IF;
    RETURN (SELECT s.person_id FROM case_stewards(day) s WHERE s.case_id = one.case_id);
END $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION record_answer(bigint, text, date, timestamptz);
DROP FUNCTION cases_with_open_requests(date);
DROP FUNCTION request_is_open(bigint);
"""

OF_A_CASE = (
    "scope", "notasked", "midpointcheck", "informationrequest", "requeststep", "call", "ladderreminder", "agencyreturn",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("gathering", "0001_asking_and_answering"),
        ("cases", "0013_rapid_review"),
        ("outbox", "0005_last_day_to_act"),
    ]
    operations = [
        *(CaseWall(name) for name in OF_A_CASE),
        *(Audit(name) for name in OF_A_CASE),
        *(AppendOnly(name) for name in OF_A_CASE),
        Wall("returndraft", MINE, writable=f"{MINE} AND {of_its_request('gathering_returndraft')}"),
        Wall("ladder", LADDER_SEEN, writable=LADDER_KEPT),
        Audit("ladder", column=None),
        AppendOnly("ladder"),
        Statements(OF_ONE_REQUEST, OF_ANY),
        Statements(ASKED, NOT_ASKED),
        Statements(FUNCTIONS, NO_FUNCTIONS),
    ]
