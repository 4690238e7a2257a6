"""Which cases a person sees: the functions that every wall asks, and a wall and an audit for every table of a case.

A role held at the case's partnership, its authority or a party shows the case, if the role is one of
`SEES_CASES` in `rules/roles.py` (a test compares); so does an appointment to it; a bar hides it whatever else holds.
"""

from django.db import migrations

from safeguarding.ground.operations import AppendOnly, Audit, CaseWall, Statements, Wall

FUNCTIONS = """
CREATE SEQUENCE case_reference;
GRANT USAGE ON SEQUENCE case_reference TO {app};
CREATE SEQUENCE proposal_reference;
GRANT USAGE ON SEQUENCE proposal_reference TO {app};

CREATE FUNCTION my_organisations() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT my_organisations_as(ARRAY['notifier', 'business-manager', 'delegated-partner'])
$$;

CREATE FUNCTION my_barred_cases() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(case_id), '{}') FROM cases_bar
    WHERE person_id = acting_person()
      AND from_on <= acting_day() AND (until_on IS NULL OR until_on > acting_day())
$$;

CREATE FUNCTION my_cases() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine bigint[] := my_organisations();
    person bigint := acting_person();
    today date := acting_day();
BEGIN
    RETURN (SELECT coalesce(array_agg(id), '{}') FROM (
        SELECT id FROM cases_case WHERE partnership_id = ANY (mine)
        UNION
        SELECT id FROM cases_case WHERE authority_id = ANY (mine)
        UNION
        SELECT case_id FROM cases_party WHERE organisation_id = ANY (mine)
            AND from_on <= today AND (until_on IS NULL OR until_on > today)
        UNION
        SELECT case_id FROM cases_appointment WHERE person_id = person
            AND from_on <= today AND (until_on IS NULL OR until_on > today)
        EXCEPT
        SELECT unnest(my_barred_cases())
    ) AS seen (id));
END $$;
"""

NO_FUNCTIONS = """
DROP FUNCTION my_cases(); DROP FUNCTION my_barred_cases(); DROP FUNCTION my_organisations();
DROP SEQUENCE proposal_reference; DROP SEQUENCE case_reference;
"""

# The row being added is not yet among my_cases(), so the case itself is asked by its own columns as well.
CASE = """
(partnership_id = ANY ((SELECT my_organisations())::bigint[])
 OR authority_id = ANY ((SELECT my_organisations())::bigint[])
 OR id = ANY ((SELECT my_cases())::bigint[]))
AND id <> ALL ((SELECT my_barred_cases())::bigint[])
"""

# A case is opened in, and stays in, an area of one's own: giving it to another would be a leak.
CASE_IS_MINE = """
(partnership_id = ANY ((SELECT my_organisations())::bigint[])
 OR authority_id = ANY ((SELECT my_organisations())::bigint[]))
AND id <> ALL ((SELECT my_barred_cases())::bigint[])
"""

# Who receives at a national body sees what was sent to it, and not the case.
SENT_TO_ME = """
case_id = ANY ((SELECT my_cases())::bigint[])
OR recipient_id = ANY ((SELECT my_organisations_as('{national-secretariat}'))::bigint[])
"""

# An agency sees its own proposals; the area sees those made to it.
PROPOSED = """
proposed_by_id = ANY ((SELECT my_organisations_as('{agency-lead}'))::bigint[])
OR proposed_to_id = ANY ((SELECT my_organisations_as('{notifier,business-manager}'))::bigint[])
"""

WALLED = (
    "party", "appointment", "bar", "incident", "child", "answers", "setaside", "event", "due", "moveddue",
    "step", "diarynote", "paper", "assessment", "position", "escalation", "decision", "sheettick", "told",
)  # fmt: skip

NOT_AUDITED = ("due",)  # a cache, rebuilt from the events

LAW = ("lawconfirmation", "lawsuspension", "localday", "lateholiday")  # no case: the whole system's chain

APPEND_ONLY = (
    "event", "moveddue", "diarynote", "paper", "assessment", "position", "decision", "submission", "receipt", "told",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("people", "0002_audit")]
    operations = [
        Statements(FUNCTIONS, NO_FUNCTIONS),
        Wall("case", CASE, writable=CASE_IS_MINE),
        Audit("case", column="id"),
        *(CaseWall(name) for name in WALLED),
        *(Audit(name) for name in WALLED if name not in NOT_AUDITED),
        Wall("submission", SENT_TO_ME),
        Audit("submission"),
        Wall("receipt", SENT_TO_ME),
        Audit("receipt"),
        Wall("proposal", PROPOSED),
        Audit("proposal"),
        *(Audit(name, column=None) for name in LAW),
        *(AppendOnly(name) for name in APPEND_ONLY),
        Statements(
            """
            ALTER TABLE ground_auditentry ENABLE ROW LEVEL SECURITY;
            CREATE POLICY wall ON ground_auditentry TO {app}
                USING (case_id = ANY ((SELECT my_cases())::bigint[]));
            ALTER TABLE ground_audithead ENABLE ROW LEVEL SECURITY;
            CREATE POLICY wall ON ground_audithead TO {app}
                USING (case_id = ANY ((SELECT my_cases())::bigint[]));
            """,
            """
            DROP POLICY wall ON ground_auditentry; ALTER TABLE ground_auditentry DISABLE ROW LEVEL SECURITY;
            DROP POLICY wall ON ground_audithead; ALTER TABLE ground_audithead DISABLE ROW LEVEL SECURITY;
            """,
        ),
    ]
