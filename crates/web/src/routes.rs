//! Routes, kept in a list as they are added, so that the access matrix can visit every one of them.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{delete, get, patch, post, put};

use crate::app::App;

/// A method and a path.
pub type Route = (&'static str, &'static str);

/// The router under construction.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    list: Vec<Route>,
}

impl Routes {
    /// A page.
    pub fn get<H: Handler<T, App>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        self.router = self.router.route(path, get(handler));
        self.list.push(("GET", path));
        self
    }

    /// A form sent.
    pub fn post<H: Handler<T, App>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        self.router = self.router.route(path, post(handler));
        self.list.push(("POST", path));
        self
    }

    /// A whole thing replaced, by a program.
    pub fn put<H: Handler<T, App>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        self.router = self.router.route(path, put(handler));
        self.list.push(("PUT", path));
        self
    }

    /// Part of a thing changed, by a program.
    pub fn patch<H: Handler<T, App>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        self.router = self.router.route(path, patch(handler));
        self.list.push(("PATCH", path));
        self
    }

    /// A thing taken away, by a program.
    pub fn delete<H: Handler<T, App>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        self.router = self.router.route(path, delete(handler));
        self.list.push(("DELETE", path));
        self
    }

    /// A page and the form on it.
    pub fn form<G: Handler<T, App>, T: 'static, P: Handler<U, App>, U: 'static>(
        self,
        path: &'static str,
        show: G,
        submit: P,
    ) -> Self {
        self.get(path, show).post(path, submit)
    }

    /// Adds a group of routes.
    pub fn with(self, group: impl FnOnce(Self) -> Self) -> Self {
        group(self)
    }

    /// The router and the list.
    pub fn finish(self) -> (Router<App>, Vec<Route>) {
        (self.router, self.list)
    }
}
