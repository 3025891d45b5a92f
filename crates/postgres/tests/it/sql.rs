//! Running scripts without `psql`.

use postgres::{Options, Server};

use crate::on_each;
use crate::scratch::Scratch;

#[test]
fn scripts_rows_and_errors() {
    on_each(|installation| {
        let scratch = Scratch::with_server(installation);
        let server = Server::start(installation, &scratch.join("server"), Options::for_tests()).unwrap();
        // A name that needs quoting in SQL and in a URL.
        server.create_database("odd \"name\"").unwrap();
        assert!(server.create_database("odd \"name\"").unwrap_err().to_string().contains("already exists"));
        let run = |sql: &str| server.run_sql("odd \"name\"", sql);

        let rows =
            run("CREATE TABLE t (n int, w text); INSERT INTO t VALUES (1, 'é'), (2, NULL); TABLE t").unwrap();
        assert_eq!(rows, [[Some("1".into()), Some("é".into())], [Some("2".into()), None]]);

        let error = run("INSERT INTO t VALUES (3, 'three'); SELECT nonsense FROM t").unwrap_err().to_string();
        assert!(
            error.contains("\"nonsense\" does not exist") && error.contains("at character 43"),
            "{error}"
        );
        assert_eq!(run("SELECT count(*) FROM t").unwrap()[0][0].as_deref(), Some("2"), "all or nothing");

        assert!(run("COPY t FROM STDIN").unwrap_err().to_string().contains("not supported"));
        assert!(
            server
                .run_sql("no such database", "SELECT 1")
                .unwrap_err()
                .to_string()
                .contains("does not exist")
        );

        server.drop_database("odd \"name\"").unwrap();
        assert!(run("SELECT 1").is_err());
        server.drop_database("odd \"name\"").expect("dropping it twice is no error");
    });
}

#[test]
fn the_extensions_that_kith_uses_are_there() {
    on_each(|installation| {
        let scratch = Scratch::with_server(installation);
        let server = Server::start(installation, &scratch.join("server"), Options::for_tests()).unwrap();
        for extension in ["pg_trgm", "btree_gist", "unaccent", "fuzzystrmatch", "pgcrypto"] {
            server.run_sql("postgres", &format!("CREATE EXTENSION {extension}")).unwrap();
        }
        // Code points decide the order, on every version: capital letters come first.
        let order =
            "SELECT string_agg(w, '' ORDER BY w) FROM (VALUES ('b'), ('a'), ('B'), ('é')) AS words(w)";
        assert_eq!(server.run_sql("postgres", order).unwrap()[0][0].as_deref(), Some("Babé"));
        let lower = server.run_sql("postgres", "SELECT lower('ÉÑ')").unwrap();
        assert_eq!(lower[0][0].as_deref(), Some("éñ"), "letters beyond ASCII have cases too");
    });
}
