"""Documents that leave: what one holds (`contents.py`), and how it is written as an accessible PDF, as a Word file and
as a page. Knows no case, no Django and no clock."""
