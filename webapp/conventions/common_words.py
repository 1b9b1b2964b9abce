"""English words that hold sentences together or fit any subject; in a short blog they would look rare."""

import re

COMMON_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        about above after again against all almost along already also although always among another anything around
        away back because been before behind being below best better between beyond both bring came cannot come could
        does doing done down during each early either else enough ever every everything far few find first five follow
        found four from full gave gets give given goes going gone good great half hard have having here high however
        important instead into interesting itself just keep kept kind knew know large last late later least left less
        like likely little long look made make making many maybe mean might more most much must near need never next
        nice nothing often once only open other others over own part people perhaps place plan post probably quite
        rather read really right said same says see seem seen several short should show side simple since small some
        someone something soon still such take taken than that their them then there these they thing think this those
        though thought three through time together told took toward tried true turn under until upon used using usual
        usually very want watch well went were what when where whether which while whole will with within without word
        work world would write writing written wrote year years yesterday your yours
        """,
    )
)
