//! Invented families, each for something that is hard to draw.

use pictures::family::Family;

use crate::notation::family;

/// Every family with the name of its snapshot.
pub fn all() -> Vec<(&'static str, Family)> {
    vec![
        ("nuclear", nuclear()),
        ("four-generations", four_generations()),
        ("separated-new-partners", separated_new_partners()),
        ("twins", twins()),
        ("pregnancy-and-loss", pregnancy_and_loss()),
        ("adoption", adoption()),
        ("fostered", fostered()),
        ("special-guardian", special_guardian()),
        ("restricted-relative", restricted_relative()),
        ("single-parent", single_parent()),
        ("two-mothers", two_mothers()),
        ("many-partners", many_partners()),
        ("cousins", cousins()),
        ("not-connected", not_connected()),
        ("bad-data", bad_data()),
        ("sixty-people", sixty_people()),
        ("nobody", Family::default()),
    ]
}

pub fn nuclear() -> Family {
    family(
        "the Banks family",
        "rachel f 1987-03-02 39 Rachel Banks [home=12 Mill Lane] [link]
         dan m 1984-11-20 41 Daniel Okoro [home=12 Mill Lane] [link]
         maisie f 2016-05-04 10 Maisie Banks [home=12 Mill Lane] [link]
         charlie m 2012-07-10 14 Charlie Banks [subject] [home=12 Mill Lane] [link]
         rachel + dan
         rachel dan > maisie charlie",
    )
}

/// A great-grandmother to a great-grandchild; mother's and father's brothers and sisters, a death, a divorce.
pub fn four_generations() -> Family {
    family(
        "the Hartley and Quill families",
        "ggm f 1931 88 Edith Hartley [died] [dates=1931 to 2019]
         ggf m 1929 70 Arthur Hartley [died] [dates=1929 to 1999]
         gf1 m 1955 71 Ronald Hartley
         gm1 f 1957 69 Maureen Hartley
         gf2 m 1950 62 Victor Quill [died] [dates=1950 to 2012]
         gm2 f 1953 73 Sheila Pomfret
         aunt f 1979-02-01 47 Alison Hartley
         mum f 1983-06-11 43 Joanne Hartley [home=3 Quarry Road] [link]
         uncle m 1986-09-30 40 Gareth Hartley
         dad m 1980-04-19 46 Stephen Quill [home=Stephen's flat]
         duncle m 1976-01-05 50 Keith Quill
         daunt f 1988-12-24 37 Lorraine Quill
         kid1 f 2005-08-15 21 Chloe Quill [link]
         kid2 m 2010-03-03 16 Jordan Quill [subject] [home=3 Quarry Road] [link]
         kid3 f 2014-10-27 12 Skye Quill [home=3 Quarry Road] [link]
         lee m 2003 23 Lee Marsden
         baby m 2026-01-09 10m Alfie Marsden
         ggf + ggm
         ggf ggm > gf1
         gf1 + gm1
         gf1 gm1 > aunt mum uncle
         gf2 // gm2
         gf2 gm2 > duncle dad daunt
         mum // dad
         mum dad > kid1 kid2 kid3
         kid1 ~ lee
         kid1 lee > baby",
    )
}

/// Parents who parted, each with somebody new; half-brothers and half-sisters, a stepchild.
pub fn separated_new_partners() -> Family {
    family(
        "the Reyes family",
        "kerry f 1990-05-05 36 Kerry Reyes [home=Flat 4, Beech House] [link]
         tom m 1988-02-17 38 Tom Ashdown [home=Tom and Nadia's home]
         marcus m 1992-08-08 34 Marcus Bell [home=Flat 4, Beech House]
         nadia f 1991-01-30 35 Nadia Farouk [home=Tom and Nadia's home]
         ella f 2011-04-14 15 Ella Ashdown [subject] [home=Flat 4, Beech House] [link]
         jack m 2013-09-01 13 Jack Ashdown [home=Flat 4, Beech House] [link]
         ruby f 2020-12-12 5 Ruby Bell [home=Flat 4, Beech House]
         zain m 2022-06-21 4 Zain Ashdown [home=Tom and Nadia's home]
         lina f 2015-03-18 11 Lina Farouk [home=Tom and Nadia's home]
         kerry / tom
         kerry + marcus
         tom + nadia
         kerry tom > ella jack
         kerry marcus > ruby
         tom nadia > zain
         nadia > lina
         tom .> lina
         marcus .> ella jack",
    )
}

pub fn twins() -> Family {
    family(
        "the Marsh family",
        "amy f 1985 41 Amy Marsh [home=9 Ferry Way]
         ian m 1983 43 Ian Marsh [home=9 Ferry Way]
         poppy f 2011-01-20 15 Poppy Marsh [home=9 Ferry Way]
         noah m 2015-06-01 11 Noah Marsh [subject] [home=9 Ferry Way]
         nora f 2015-06-01 11 Nora Marsh [subject] [home=9 Ferry Way]
         t1 m 2019 7 Alfred Marsh [twins=three] [home=9 Ferry Way]
         t2 m 2019 7 Albert Marsh [twins=three] [home=9 Ferry Way]
         t3 f 2019 7 Agnes Marsh [twins=three] [home=9 Ferry Way]
         amy + ian
         amy ian > poppy noah nora t1 t2 t3",
    )
}

pub fn pregnancy_and_loss() -> Family {
    family(
        "the Thorne family",
        "kay f 1998-04-01 28 Kay Thorne [home=21 Station Road] [link]
         will m 1997-10-10 29 William Dray [home=21 Station Road]
         one m 2018-02-02 8 Finley Thorne [home=21 Station Road] [link]
         lost - 2020-09 - - [loss] [dates=September 2020]
         two f 2022-07-07 4 Isla Thorne [home=21 Station Road] [link]
         bump - 2027-03-03 - - [pregnancy] [dates=due 3 March 2027] [subject]
         kay + will
         kay will > one lost two bump",
    )
}

/// A child placed for adoption whose birth mother and brother are in the picture.
pub fn adoption() -> Family {
    family(
        "the Lindell family",
        "helen f 1979 47 Helen Lindell [home=The Old Forge]
         peter m 1978 48 Peter Lindell [home=The Old Forge]
         sam m 2014-05-06 12 Sam Lindell [subject] [home=The Old Forge] [link]
         grace f 2017-11-11 9 Grace Lindell [home=The Old Forge]
         birth f 1994 32 Donna Price
         bro m 2012-01-01 14 Kyle Price
         helen + peter
         helen peter => sam
         helen peter > grace
         birth > bro sam",
    )
}

pub fn fostered() -> Family {
    family(
        "the Novak family",
        "mum f 1995 31 Petra Novak
         dad m 1990 36 Milan Novak
         a m 2013-02-03 13 Adam Novak [subject] [link]
         b f 2016-08-09 10 Eva Novak [link]
         carer1 f 1970 56 Jean Attwood [home=Attwood foster home]
         carer2 m 1968 58 Roy Attwood [home=Attwood foster home]
         own f 2000-01-01 26 Beth Attwood
         respite f 1975 51 Sue Cole
         mum / dad
         mum dad > a b
         carer1 + carer2
         carer1 carer2 > own
         carer1 carer2 ~> a b
         respite ~> b",
    )
}

/// A grandmother who is special guardian of her grandchildren: two generations above.
pub fn special_guardian() -> Family {
    family(
        "the Doyle family",
        "gran f 1961 65 Bernadette Doyle [home=40 Harbour Street] [link]
         grandad m 1959 60 Francis Doyle [died] [dates=1959 to 2019]
         mum f 1989-07-07 37 Siobhan Doyle
         uncle m 1992-03-03 34 Declan Doyle [home=40 Harbour Street]
         a f 2012-10-01 14 Orla Doyle [subject] [home=40 Harbour Street] [link]
         b m 2015-12-05 10 Connor Doyle [subject] [home=40 Harbour Street] [link]
         gran + grandad
         gran grandad > mum uncle
         mum > a b
         gran *> a b",
    )
}

pub fn restricted_relative() -> Family {
    family(
        "the Harker family",
        "bea f 1986 40 Beatrice Lindqvist [restricted] [link] [home=1 Secret Street]
         tom m 1984 42 Tom Harker [home=Tom's home] [link]
         freya f 2013-03-03 13 Freya Harker [restricted] [link] [home=1 Secret Street]
         otto m 2016-06-06 10 Otto Harker [subject] [home=Tom's home] [link]
         bea // tom
         bea tom > freya otto",
    )
}

/// A mother alone, and a father of whom nothing is known.
pub fn single_parent() -> Family {
    family(
        "the Osei family",
        "abena f 1988 38 Abena Osei [home=7 Orchard Close]
         kofi m 2013-05-05 13 Kofi Osei [subject] [home=7 Orchard Close]
         ama f 2017-09-09 9 Ama Osei [home=7 Orchard Close]
         nn m - - - [dates=father of Yaw]
         yaw m 2023-02-02 3 Yaw Osei [home=7 Orchard Close]
         abena > kofi ama
         abena nn > yaw",
    )
}

pub fn two_mothers() -> Family {
    family(
        "the Carver-Wells family",
        "jo f 1982 44 Josephine Carver [home=Rose Cottage]
         liz f 1984 42 Elizabeth Wells [home=Rose Cottage]
         max o 2012-02-29 14 Max Carver-Wells [subject] [home=Rose Cottage]
         ivy f 2015-07-16 11 Ivy Carver-Wells [home=Rose Cottage]
         jo + liz
         jo > max
         liz => max
         jo liz => ivy",
    )
}

/// One man with four partners, one of whom had two others.
pub fn many_partners() -> Family {
    family(
        "the Sharpe family",
        "lee m 1980 46 Lee Sharpe
         w1 f 1979 47 Mandy Sharpe
         w2 f 1985 41 Tracey Olds
         w3 f 1990 36 Gemma Firth
         w4 f 1996 30 Paige Lowe [home=88 Canal Side]
         x1 m 1991 35 Craig Firth
         x2 m 1994 32 Darren Pike
         a m 2001-01-01 25 Ryan Sharpe
         b f 2003-01-01 23 Stacey Sharpe
         c f 2009-01-01 17 Mia Olds
         d m 2014-01-01 12 Riley Sharpe [subject]
         e m 2016-01-01 10 Logan Firth
         f f 2018-01-01 8 Lexi Pike
         g m 2024-01-01 2 Teddy Sharpe [home=88 Canal Side]
         w1 // lee
         w2 ~ lee
         w3 / lee
         w4 + lee
         w3 ~ x1
         w3 + x2
         lee w1 > a b
         lee w2 > c
         lee w3 > d
         w3 x1 > e
         w3 x2 > f
         lee w4 > g",
    )
}

/// Two brothers and a sister, all with children, and two sisters who married brothers.
pub fn cousins() -> Family {
    family(
        "the Patel and Shah families",
        "gp1 m 1950 76 Ramesh Patel
         gp2 f 1952 74 Sunita Patel
         gs1 m 1949 77 Anil Shah [died] [dates=1949 to 2020]
         gs2 f 1953 73 Kamala Shah
         p1 m 1975-01-01 51 Vijay Patel
         p2 m 1978-01-01 48 Sanjay Patel
         p3 f 1981-01-01 45 Meena Patel
         s1 f 1977-01-01 49 Hema Shah
         s2 f 1980-01-01 46 Rekha Shah
         r m 1979 47 Robert Lane
         a f 2008-01-01 18 Anya Patel
         b m 2011-01-01 15 Rohan Patel [subject]
         c f 2010-01-01 16 Priti Patel
         d m 2014-01-01 12 Nikhil Patel
         e f 2013-01-01 13 Leela Lane
         gp1 + gp2
         gs1 + gs2
         gp1 gp2 > p1 p2 p3
         gs1 gs2 > s1 s2
         p1 + s1
         p2 + s2
         p3 / r
         p1 s1 > a b
         p2 s2 > c d
         p3 r > e",
    )
}

pub fn not_connected() -> Family {
    family(
        "the Weir household",
        "ann f 1990 36 Ann Weir [home=15 Dock Road]
         ben m 2014-04-04 12 Ben Weir [subject] [home=15 Dock Road]
         lodger m 1999 27 Piotr Zielinski [home=15 Dock Road]
         friend f 1988 38 Carla Mendes
         u - - - -
         ann > ben",
    )
}

/// Everything that can be wrong: circles, somebody's own parent, strangers, two of one id, an impossible couple.
pub fn bad_data() -> Family {
    family(
        "the Muddle family",
        "a m 1980 46 Alan Muddle
         b f 1982 44 Brenda Muddle
         c m 2010 16 Colin Muddle [subject]
         c m 2010 16 Colin Muddle again
         d f 2012 14 Dora Muddle
         e f 1970 56 Eve Muddle
         a + b
         a // b
         a + a
         a + nobody
         a b e > c
         c > a
         d > d
         nobody > d
         a > nobody
         b > d
         a + d
         a .> c",
    )
}

/// Three generations of one couple's six children and theirs.
pub fn sixty_people() -> Family {
    let mut lines = String::from(
        "g1 m 1940 82 Walter Grange [died] [dates=1940 to 2022]\n g2 f 1942 84 Winifred Grange\n g1 + g2\n",
    );
    let names = ["Anne", "Brian", "Carol", "Derek", "Elaine", "Frank", "Gillian"];
    for (index, name) in names.into_iter().enumerate() {
        let (sex, other) = if index % 2 == 0 { ("f", "m") } else { ("m", "f") };
        let born = 1960 + 2 * index;
        lines += &format!("c{index} {sex} {born} {} {name} Grange [link]\n", 2026 - born);
        lines += &format!("p{index} {other} {} {} Partner of {name}\n", born + 1, 2025 - born);
        lines += &format!("c{index} {} p{index}\n g1 g2 > c{index}\n", ["+", "//", "/", "~"][index % 4]);
        for child in 0..3 {
            let born = 1985 + 2 * index + 3 * child;
            let id = format!("k{index}{child}");
            let sex = ["m", "f"][(index + child) % 2];
            lines += &format!("{id} {sex} {born} {} Kim {name} {child}\n", 2026 - born);
            lines += &format!("c{index} p{index} > {id}\n");
        }
        if index < 6 {
            lines += &format!("q{index} m 1986 40 Quinn {index}\n k{index}0 + q{index}\n");
            for child in 0..2 {
                let id = format!("z{index}{child}");
                lines += &format!("{id} f {} {} Zoe {index}{child} [subject]\n", 2012 + child, 14 - child);
                lines += &format!("k{index}0 q{index} > {id}\n");
            }
        }
    }
    lines += "extra m - - -\n x f 1970 56 Xanthe Rowe\n x extra > q5\n";
    family("the Grange family", &lines)
}
