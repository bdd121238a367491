"""The first start: a wizard that makes an office, and the page of what is wrong with a data folder."""
