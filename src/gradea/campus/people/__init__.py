"""Who is who: persons of an edition, how they come in, the PIN with which they sign, the key under which their text lies."""
