fn main() {
    for typed in std::env::args().skip(1) {
        let plan = link::query::plan(&typed, jiff::civil::date(2026, 11, 28));
        let names: Vec<_> = plan
            .name_alternatives()
            .iter()
            .map(|way| format!("{{\"first\": {:?}, \"last\": {:?}}}", way.first_keys, way.last_keys))
            .collect();
        println!("{typed}\t[{}]\t{:?}", names.join(","), plan.names);
    }
}
