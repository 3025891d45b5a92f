//! Which variables a template sets inside a loop.
//!
//! In Nunjucks such a `set` reaches the variable outside the loop and is still there in the next round; in Jinja it
//! is forgotten. Those variables are therefore kept in a minijinja `namespace`, one for the template and one for
//! each macro.

use std::collections::HashSet;

/// The variables of a template (the first scope) and of the macro being read, if any (the second).
#[derive(Debug, Default)]
pub struct Variables {
    scopes: Vec<Scope>,
    loops: Vec<Vec<String>>,
}

/// The variables of one template or macro.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Name of the namespace.
    pub namespace: String,
    /// Variables set anywhere in the scope, and a macro's parameters.
    pub own: HashSet<String>,
    /// Those of them that are set inside a loop.
    pub in_loops: HashSet<String>,
}

impl Variables {
    /// Enters a template or a macro.
    pub fn enter(&mut self, scope: Scope) {
        self.scopes.push(scope);
    }

    /// Leaves the macro.
    pub fn leave(&mut self) {
        self.scopes.pop();
    }

    /// Enters a loop over these variables.
    pub fn enter_loop(&mut self, names: Vec<String>) {
        self.loops.push(names);
    }

    /// Leaves the innermost loop.
    pub fn leave_loop(&mut self) {
        self.loops.pop();
    }

    /// How to read a variable.
    pub fn read(&self, name: &str) -> String {
        if self.loops.iter().flatten().any(|variable| variable == name) {
            return name.to_owned();
        }
        match self.scopes.iter().rev().find(|scope| scope.own.contains(name)) {
            Some(scope) if scope.in_loops.contains(name) => format!("{}.{name}", scope.namespace),
            _ => name.to_owned(),
        }
    }

    /// How to set a variable in the present scope.
    pub fn assign(&self, name: &str) -> String {
        match self.scopes.last() {
            Some(scope) if scope.in_loops.contains(name) => format!("{}.{name}", scope.namespace),
            _ => name.to_owned(),
        }
    }
}
