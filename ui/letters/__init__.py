"""Write letters of a case, see how they will look, send them."""
