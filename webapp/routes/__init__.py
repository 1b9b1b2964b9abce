"""HTTP only: parse, call one function of a lower layer, render."""
