//! SSDA903: the return of children looked after.
