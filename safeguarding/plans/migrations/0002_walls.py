"""Who sees and writes the rows of a plan. Those who see the case see them, and those who read the partnership's plan,
unless they are kept out of the case. Who leads an action sees that action, what was said of it and its evidence, and
nothing else of the case: by policies beside the wall (ADR 2). Who accepts evidence is outside the lead's agency."""

from django.db import migrations

from safeguarding.ground.operations import AppendOnly, Audit, Statements, Wall

FUNCTIONS = """
CREATE SEQUENCE action_reference;
GRANT USAGE ON SEQUENCE action_reference TO {app};

-- The partnerships whose plan the acting person reads: as its manager, or as a position holder of a member body.
CREATE FUNCTION my_plans() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT read.id), '{}') FROM (
        SELECT unnest(my_organisations_as('{business-manager}'))
        UNION
        SELECT m.partnership_id FROM people_membership m
        WHERE m.body_id = ANY (my_organisations_as('{delegated-partner}'))
          AND (m.from_on IS NULL OR m.from_on <= acting_day()) AND (m.until_on IS NULL OR m.until_on > acting_day())
    ) AS read (id)
$$;

-- The bodies for which the acting person answers for an action.
CREATE FUNCTION my_leading_bodies() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT my_organisations_as('{agency-lead,notifier,delegated-partner}')
$$;

-- Whether another action stands in the place of this one: who led it is told so, though the other may be hidden.
CREATE FUNCTION action_is_replaced(key bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM plans_action a WHERE a.replaces_id = key)
$$;
"""
NO_FUNCTIONS = """
DROP FUNCTION action_is_replaced(bigint); DROP FUNCTION my_leading_bodies(); DROP FUNCTION my_plans();
DROP SEQUENCE action_reference;
"""


def unbarred(table: str) -> str:
    return f"({table}.case_id IS NULL OR {table}.case_id <> ALL ((SELECT my_barred_cases())::bigint[]))"


def seen(table: str) -> str:
    return f"""{unbarred(table)} AND (
        {table}.case_id = ANY ((SELECT my_cases())::bigint[])
        OR {table}.partnership_id = ANY ((SELECT my_plans())::bigint[]))"""


def managed(table: str) -> str:
    """Written by those who run the plan."""
    return f"""{unbarred(table)}
        AND {table}.partnership_id = ANY ((SELECT my_organisations_as('{{business-manager}}'))::bigint[])"""


def below(table: str, column: str, parent: str, and_so: str = "true") -> str:
    """The row above is of the same partnership and case; no column of it may say otherwise, not even by saying none."""
    return f"""EXISTS (SELECT FROM {parent} p WHERE p.id = {table}.{column}
        AND p.partnership_id = {table}.partnership_id AND p.case_id IS NOT DISTINCT FROM {table}.case_id
        AND ({and_so}))"""


def of_its_partnership(table: str) -> str:
    """A case is in the plan of the partnership that holds it."""
    return f"""({table}.case_id IS NULL OR EXISTS (SELECT FROM cases_case c
        WHERE c.id = {table}.case_id AND c.partnership_id = {table}.partnership_id))"""


LEADS = "p.lead_id = ANY ((SELECT my_leading_bodies())::bigint[])"
# Nobody of the lead's own agency judges its evidence, whatever they hold elsewhere.
OUTSIDE = f"NOT {LEADS}"
NOT_MY_OWN = """NOT EXISTS (SELECT FROM plans_evidence e
    WHERE e.id = plans_acceptance.evidence_id AND e.recorded_by_id = (SELECT acting_person()))"""


def judged(table: str) -> str:
    return f"""{unbarred(table)} AND {table}.partnership_id = ANY ((SELECT my_plans())::bigint[])
        AND {below(table, "action_id", "plans_action", OUTSIDE)}"""


def said(table: str) -> str:
    """Written by those who run the plan, or who lead the action."""
    return f"""{unbarred(table)} AND {table}.recorded_by_id = (SELECT acting_person())
        AND {below(
            table, "action_id", "plans_action",
            f"p.partnership_id = ANY ((SELECT my_organisations_as('{{business-manager}}'))::bigint[]) OR {LEADS}",
        )}"""  # fmt: skip


WRITTEN = {
    "finding": f"{managed('plans_finding')} AND {of_its_partnership('plans_finding')}",
    "recommendation": f"""{managed("plans_recommendation")}
        AND {below("plans_recommendation", "finding_id", "plans_finding")}""",
    "recommendedto": f"""{managed("plans_recommendedto")}
        AND {below("plans_recommendedto", "recommendation_id", "plans_recommendation")}""",
    "recommendationanswer": f"""{managed("plans_recommendationanswer")}
        AND {below("plans_recommendationanswer", "recommendation_id", "plans_recommendation")}""",
    "action": f"""{managed("plans_action")} AND {of_its_partnership("plans_action")} AND (recommendation_id IS NULL
        OR {below("plans_action", "recommendation_id", "plans_recommendation")})""",
    "actionupdate": said("plans_actionupdate"),
    "evidence": said("plans_evidence"),
    "acceptance": f"{judged('plans_acceptance')} AND {NOT_MY_OWN}",
    "finishing": f"{managed('plans_finishing')} AND {below('plans_finishing', 'action_id', 'plans_action')}",
    "recheck": judged("plans_recheck"),
    "reminderstop": f"{managed('plans_reminderstop')} AND {below('plans_reminderstop', 'action_id', 'plans_action')}",
    "agreedaction": f"{managed('plans_agreedaction')} AND {below('plans_agreedaction', 'action_id', 'plans_action')}",
}
"""Who may write each, and under what."""
MAY_BE_PUT_RIGHT = ("finding", "recommendation", "action")
OF_NO_CASE = ("agreement", "pastdatesteps")
OF_THE_PARTNERSHIP = "partnership_id = ANY ((SELECT my_plans())::bigint[])"
BY_ITS_MANAGER = "partnership_id = ANY ((SELECT my_organisations_as('{business-manager}'))::bigint[])"

LED = f"""
CREATE POLICY led ON plans_action FOR SELECT TO {{app}} USING (
    {unbarred("plans_action")} AND lead_id = ANY ((SELECT my_leading_bodies())::bigint[]));
""" + "".join(
    f"""CREATE POLICY led ON plans_{name} FOR SELECT TO {{app}} USING (
    {unbarred(f"plans_{name}")} AND {below(f"plans_{name}", "action_id", "plans_action", LEADS)});
"""
    for name in ("actionupdate", "evidence", "acceptance", "finishing", "recheck")
)
NOT_LED = "".join(
    f"DROP POLICY led ON plans_{name};"
    for name in ("recheck", "finishing", "acceptance", "evidence", "actionupdate", "action")
)

# Who sees that an action was agreed sees by whom and when.
AGREED = """
CREATE POLICY agreed ON plans_agreement FOR SELECT TO {app} USING (
    EXISTS (SELECT FROM plans_agreedaction a WHERE a.agreement_id = plans_agreement.id));
"""
NOT_AGREED = "DROP POLICY agreed ON plans_agreement;"

# A file that shows what was changed is put into the case by who leads the action there: they see what they put, and
# what they sent names a file of this very case.
FILES = f"""
CREATE POLICY evidence_put ON files_storedfile FOR INSERT TO {{app}} WITH CHECK (
    put_by_id = (SELECT acting_person()) AND {unbarred("files_storedfile")}
    AND EXISTS (SELECT FROM plans_action p WHERE p.case_id = files_storedfile.case_id AND {LEADS}));
CREATE POLICY evidence_own ON files_storedfile FOR SELECT TO {{app}} USING (
    put_by_id = (SELECT acting_person()) AND {unbarred("files_storedfile")}
    AND EXISTS (SELECT FROM plans_action p WHERE p.case_id = files_storedfile.case_id AND {LEADS}));
CREATE POLICY evidence_put ON files_filekey FOR INSERT TO {{app}} WITH CHECK (
    EXISTS (SELECT FROM files_storedfile s WHERE s.id = files_filekey.file_id
        AND s.case_id = files_filekey.case_id AND s.put_by_id = (SELECT acting_person())));
ALTER TABLE plans_evidence ADD CONSTRAINT evidence_file_of_case
    FOREIGN KEY (file_id, case_id) REFERENCES files_storedfile (id, case_id),
    ADD CONSTRAINT evidence_file_has_case CHECK (file_id IS NULL OR case_id IS NOT NULL);
"""
NO_FILES = """
ALTER TABLE plans_evidence DROP CONSTRAINT evidence_file_has_case, DROP CONSTRAINT evidence_file_of_case;
DROP POLICY evidence_put ON files_filekey; DROP POLICY evidence_own ON files_storedfile;
DROP POLICY evidence_put ON files_storedfile;
"""

# What cannot be changed but by those who run the plan can be deleted by nobody.
KEPT = "".join(f"REVOKE DELETE ON plans_{name} FROM {{app}};" for name in MAY_BE_PUT_RIGHT)
NOT_KEPT = "".join(f"GRANT DELETE ON plans_{name} TO {{app}};" for name in MAY_BE_PUT_RIGHT)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_plan"),
        ("cases", "0013_rapid_review"),
        ("files", "0003_keys_apart"),
        ("people", "0004_audit_accounts"),
    ]
    operations = [
        Statements(FUNCTIONS, NO_FUNCTIONS),
        *(Wall(name, seen(f"plans_{name}"), writable=writable) for name, writable in WRITTEN.items()),
        *(Wall(name, OF_THE_PARTNERSHIP, writable=BY_ITS_MANAGER) for name in OF_NO_CASE),
        *(Audit(name) for name in WRITTEN),
        *(Audit(name, column=None) for name in OF_NO_CASE),
        *(AppendOnly(name) for name in (*WRITTEN, *OF_NO_CASE) if name not in MAY_BE_PUT_RIGHT),
        Statements(LED, NOT_LED),
        Statements(AGREED, NOT_AGREED),
        Statements(FILES, NO_FILES),
        Statements(KEPT, NOT_KEPT),
    ]
