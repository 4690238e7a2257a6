"""Days that the tests of the rules name, each with its weekday."""

from datetime import date

MON_12_SEP_2022 = date(2022, 9, 12)
THU_15_SEP_2022 = date(2022, 9, 15)
FRI_13_MAR = date(2026, 3, 13)
TUE_7_APR = date(2026, 4, 7)
THU_11_JUN = date(2026, 6, 11)
WED_8_JUL = date(2026, 7, 8)
FRI_20_NOV = date(2026, 11, 20)
MON_23_NOV = date(2026, 11, 23)
FRI_27_NOV = date(2026, 11, 27)
MON_14_DEC = date(2026, 12, 14)
THU_17_DEC = date(2026, 12, 17)
TUE_22_DEC = date(2026, 12, 22)
THU_24_DEC = date(2026, 12, 24)
FRI_15_JAN_2027 = date(2027, 1, 15)
THU_28_JAN_2027 = date(2027, 1, 28)
WED_24_MAR_2027 = date(2027, 3, 24)
THU_15_JUL_2027 = date(2027, 7, 15)
ENGLAND = "england/child-safeguarding-practice-review"
SCOTLAND = "scotland/learning-review"
