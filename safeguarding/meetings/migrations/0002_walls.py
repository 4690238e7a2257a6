"""Who sees a meeting: the managers of its partnership, who run it; whoever holds the position of one of its member
bodies; and whoever is invited or was there. An item about a case stands behind that case's wall, and what hangs on an
item behind the item; whoever left the room for an item sees nothing of it afterwards."""

from django.db import migrations

from safeguarding.ground.operations import AppendOnly, Audit, Statements, Wall

FUNCTIONS = """
CREATE SEQUENCE meeting_reference;
GRANT USAGE ON SEQUENCE meeting_reference TO {app};

CREATE FUNCTION my_meetings_run() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id), '{}') FROM meetings_meeting
    WHERE partnership_id = ANY (my_organisations_as('{business-manager}'))
$$;

CREATE FUNCTION my_meetings() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    positions bigint[] := my_organisations_as('{delegated-partner}');
    person bigint := acting_person();
    today date := acting_day();
BEGIN
    RETURN (SELECT coalesce(array_agg(id), '{}') FROM (
        SELECT unnest(my_meetings_run())
        UNION
        SELECT m.id FROM meetings_meeting m JOIN people_membership p USING (partnership_id)
            WHERE p.body_id = ANY (positions) AND (p.from_on IS NULL OR p.from_on <= today)
            AND (p.until_on IS NULL OR p.until_on > today)
        UNION
        SELECT meeting_id FROM meetings_invitation WHERE person_id = person AND withdrawn_at IS NULL
        UNION
        SELECT meeting_id FROM meetings_attendance WHERE person_id = person
    ) AS seen (id));
END $$;

-- The items for which the acting person left the room.
CREATE FUNCTION my_items_left() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(i.item_id), '{}') FROM meetings_interest i
    JOIN meetings_attendance a ON a.id = i.attendance_id WHERE a.person_id = acting_person()
$$;

-- The numbers of the items of a meeting that are not shown to the acting person, who sees the meeting.
CREATE FUNCTION items_not_shown(meeting bigint) RETURNS smallint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(number ORDER BY number), '{}') FROM meetings_agendaitem
    WHERE meeting_id = meeting AND meeting = ANY (my_meetings())
      AND ((case_id IS NOT NULL AND case_id <> ALL (my_cases())) OR id = ANY (my_items_left()))
$$;
"""

NO_FUNCTIONS = """
DROP FUNCTION items_not_shown(bigint); DROP FUNCTION my_items_left(); DROP FUNCTION my_meetings();
DROP FUNCTION my_meetings_run(); DROP SEQUENCE meeting_reference;
"""

MINE = "partnership_id = ANY ((SELECT my_organisations_as('{business-manager}'))::bigint[])"
RUN = "meeting_id = ANY ((SELECT my_meetings_run())::bigint[])"
SEEN = "meeting_id = ANY ((SELECT my_meetings())::bigint[])"
ITEM = """
(case_id IS NULL OR case_id = ANY ((SELECT my_cases())::bigint[]))
AND id <> ALL ((SELECT my_items_left())::bigint[])
"""
# What hangs on an item carries the item's meeting and case: the item itself is asked, behind its own wall.
ON_ITEM = """
EXISTS (SELECT FROM meetings_agendaitem i WHERE i.id = meetings_{model}.item_id
    AND i.meeting_id = meetings_{model}.meeting_id AND i.case_id IS NOT DISTINCT FROM meetings_{model}.case_id)
"""
OF_ITS_CASE = " AND EXISTS (SELECT FROM cases_paper p WHERE p.id = paper_id AND p.case_id = meetings_itempaper.case_id)"
WAS_SENT = "EXISTS (SELECT FROM meetings_minutesentry e WHERE e.minutes_id = {minutes} AND e.what = 'sent')"
TOLD = "(what IN ('sent', 'agreed', 'corrected') OR recorded_by_id = acting_person())"
HAS_ITEM = "(CASE WHEN item_id IS NULL THEN case_id IS NULL ELSE " + ON_ITEM.format(model="minutesentry") + " END)"
OWN_WORDS = "recorded_by_id = acting_person() AND what IN ('agrees', 'asks')"
OWN_INVITATION = """
recorded_by_id = acting_person() AND EXISTS (SELECT FROM meetings_invitation i WHERE i.id = invitation_id
    AND i.meeting_id = meetings_reply.meeting_id AND i.person_id = acting_person() AND i.withdrawn_at IS NULL)
"""


def on_item(model: str) -> str:
    return ON_ITEM.format(model=model)


HANGING = ("itempaper", "typedbeside", "meetingaction", "interest", "minutespart")
SHOWN = {
    "meeting": "id = ANY ((SELECT my_meetings())::bigint[])",
    "invitation": SEEN,
    "reply": SEEN,
    "agendaitem": f"{SEEN} AND {ITEM}",
    "itempaper": f"{SEEN} AND {on_item('itempaper')}",
    "meetingaction": f"{SEEN} AND {on_item('meetingaction')}",
    "interest": f"{SEEN} AND {on_item('interest')}",
    "attendance": SEEN,
    "minutes": f"{SEEN} AND {WAS_SENT.format(minutes='meetings_minutes.id')}",
    "minutespart": f"{SEEN} AND {on_item('minutespart')} AND {WAS_SENT.format(minutes='minutes_id')}",
    "minutesentry": f"{SEEN} AND {TOLD} AND {HAS_ITEM}",
    "quorum": "TRUE",
}
"""Who may read beside those who run the meeting, and change nothing."""


def shown(model: str, condition: str) -> Statements:
    table = f"meetings_{model}"
    return Statements(
        f"CREATE POLICY shown ON {table} FOR SELECT TO {{app}} USING ({condition});", f"DROP POLICY shown ON {table};"
    )


OWN = f"""
CREATE POLICY answered ON meetings_reply FOR INSERT TO {{app}} WITH CHECK ({OWN_INVITATION});
CREATE POLICY answered ON meetings_minutesentry FOR INSERT TO {{app}}
    WITH CHECK ({SEEN} AND {OWN_WORDS} AND {HAS_ITEM});
"""
NOT_OWN = """
DROP POLICY answered ON meetings_minutesentry; DROP POLICY answered ON meetings_reply;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_initial"),
        ("cases", "0013_rapid_review"),
        ("people", "0002_audit"),
    ]
    operations = [
        Statements(FUNCTIONS, NO_FUNCTIONS),
        Wall("meeting", MINE),
        Wall("quorum", MINE),
        Wall("agendaitem", f"{RUN} AND {ITEM}"),
        *(
            Wall(
                name, f"{RUN} AND {on_item(name)}", f"{RUN} AND {on_item(name)}" + (OF_ITS_CASE * (name == "itempaper"))
            )
            for name in HANGING
        ),
        *(Wall(name, RUN) for name in ("invitation", "reply", "attendance", "minutes")),
        Wall("minutesentry", f"{RUN} AND {HAS_ITEM}"),
        *(shown(model, condition) for model, condition in SHOWN.items()),
        Statements(OWN, NOT_OWN),
        *(Audit(name) for name in ("agendaitem", "minutesentry", *HANGING)),
        *(Audit(name, column=None) for name in ("meeting", "quorum", "invitation", "reply", "attendance", "minutes")),
        *(AppendOnly(name) for name in ("quorum", "reply", "minutes", "minutespart", "minutesentry")),
    ]
