"""The demo office: a throw-away office with a believable year of complaints."""
