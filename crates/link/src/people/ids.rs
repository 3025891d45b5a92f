//! How records are called where they come from.

/// The ids of records: numbers where all are, or texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ids {
    /// Every id is a whole number.
    Numbers(Vec<i64>),
    /// Texts, one after another, and where each ends.
    Texts {
        /// All of them.
        text: String,
        /// Where each ends in it.
        ends: Vec<usize>,
    },
}

impl Default for Ids {
    fn default() -> Self {
        Self::Texts { text: String::new(), ends: Vec::new() }
    }
}

impl Ids {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Texts { ends, .. } => ends.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One more. A text makes texts of all of them.
    pub fn push(&mut self, id: &str) {
        if let Self::Numbers(numbers) = self {
            match number(id) {
                Some(id) => return numbers.push(id),
                None => self.turn_to_texts(),
            }
        }
        if let Self::Texts { text, ends } = self {
            text.push_str(id);
            ends.push(text.len());
        }
    }

    /// Adds another file's.
    pub fn append(&mut self, mut other: Self) {
        match (&mut *self, &mut other) {
            (mine, _) if mine.is_empty() => *self = other,
            (Self::Numbers(mine), Self::Numbers(theirs)) => mine.append(theirs),
            _ => {
                self.turn_to_texts();
                for at in 0..other.len() {
                    self.push(&other.get(at));
                }
            }
        }
    }

    /// The id of a record.
    pub fn get(&self, record: usize) -> String {
        match self {
            Self::Numbers(numbers) => numbers[record].to_string(),
            Self::Texts { text, ends } => {
                let from = if record == 0 { 0 } else { ends[record - 1] };
                text[from..ends[record]].to_owned()
            }
        }
    }

    /// Which of two records comes first by id: numbers by size, texts by letter.
    pub fn order(&self, one: usize, other: usize) -> std::cmp::Ordering {
        match self {
            Self::Numbers(numbers) => numbers[one].cmp(&numbers[other]),
            Self::Texts { .. } => self.get(one).cmp(&self.get(other)),
        }
    }

    fn turn_to_texts(&mut self) {
        if let Self::Numbers(numbers) = self {
            let mut texts = Self::default();
            for id in numbers.iter() {
                texts.push(&id.to_string());
            }
            *self = texts;
        }
    }
}

/// A whole number that would be written back as it was.
fn number(id: &str) -> Option<i64> {
    let number: i64 = id.parse().ok()?;
    (number.to_string() == id).then_some(number)
}
