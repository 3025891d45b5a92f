//! Parses a Nunjucks expression, with Nunjucks' own precedence.

use super::expression::Expr;
use super::tokens::{Spanned, Token, tokens};

/// Walks over the tokens of one tag.
pub struct Parser {
    tokens: Vec<Spanned>,
    at: usize,
}

/// Why an expression could not be read.
pub type Problem = String;

impl Parser {
    /// Starts at the first token of `code`.
    pub fn new(code: &str) -> Result<Parser, Problem> {
        Ok(Parser { tokens: tokens(code)?, at: 0 })
    }

    /// Fails unless everything has been read.
    pub fn finish(&self) -> Result<(), Problem> {
        match self.peek() {
            None => Ok(()),
            Some(token) => Err(format!("did not expect {token:?} here")),
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|spanned| &spanned.token)
    }

    /// Takes the next token if it is the symbol.
    pub fn symbol(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Symbol(symbol)) if *symbol == wanted);
        self.at += usize::from(found);
        found
    }

    /// Takes the next token if it is the keyword.
    pub fn keyword(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(name)) if name == wanted);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, wanted: &str) -> Result<(), Problem> {
        if self.symbol(wanted) {
            Ok(())
        } else {
            Err(format!("expected `{wanted}`, found {:?}", self.peek()))
        }
    }

    /// Takes a name.
    pub fn name(&mut self) -> Result<String, Problem> {
        match self.peek() {
            Some(Token::Name(name)) => {
                let name = name.clone();
                self.at += 1;
                Ok(name)
            }
            other => Err(format!("expected a name, found {other:?}")),
        }
    }

    /// An expression: `a if b else c` binds least.
    pub fn expression(&mut self) -> Result<Expr, Problem> {
        let then = self.or()?;
        if !self.keyword("if") {
            return Ok(then);
        }
        let condition = self.or()?;
        let otherwise = if self.keyword("else") { Some(Box::new(self.or()?)) } else { None };
        Ok(Expr::If { then: Box::new(then), condition: Box::new(condition), otherwise })
    }

    fn or(&mut self) -> Result<Expr, Problem> {
        let mut left = self.and()?;
        while self.keyword("or") {
            left = binary("or", left, self.and()?);
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Expr, Problem> {
        let mut left = self.not()?;
        while self.keyword("and") {
            left = binary("and", left, self.not()?);
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Expr, Problem> {
        if self.keyword("not") { Ok(Expr::Not(Box::new(self.not()?))) } else { self.membership() }
    }

    fn membership(&mut self) -> Result<Expr, Problem> {
        let mut left = self.is()?;
        loop {
            let start = self.at;
            let negated = self.keyword("not");
            if !self.keyword("in") {
                self.at = start;
                return Ok(left);
            }
            left = binary("in", left, self.is()?);
            if negated {
                left = Expr::Not(Box::new(left));
            }
        }
    }

    fn is(&mut self) -> Result<Expr, Problem> {
        let left = self.compare()?;
        if !self.keyword("is") {
            return Ok(left);
        }
        let negated = self.keyword("not");
        let name = self.name()?;
        let arguments = if self.symbol("(") { self.list(")")? } else { Vec::new() };
        let test = Expr::Test { value: Box::new(left), name, arguments };
        Ok(if negated { Expr::Not(Box::new(test)) } else { test })
    }

    fn compare(&mut self) -> Result<Expr, Problem> {
        let mut left = self.concat()?;
        while let Some(operator) = self.any(&["===", "!==", "==", "!=", "<=", ">=", "<", ">"]) {
            left = binary(operator, left, self.concat()?);
        }
        Ok(left)
    }

    fn concat(&mut self) -> Result<Expr, Problem> {
        let mut left = self.sum()?;
        while self.symbol("~") {
            left = binary("~", left, self.sum()?);
        }
        Ok(left)
    }

    fn sum(&mut self) -> Result<Expr, Problem> {
        let mut left = self.product()?;
        while let Some(operator) = self.any(&["+", "-"]) {
            left = binary(operator, left, self.product()?);
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expr, Problem> {
        let mut left = self.filtered()?;
        while let Some(operator) = self.any(&["*", "//", "/", "%"]) {
            left = binary(operator, left, self.filtered()?);
        }
        Ok(left)
    }

    fn any(&mut self, symbols: &[&'static str]) -> Option<&'static str> {
        symbols.iter().copied().find(|symbol| self.symbol(symbol))
    }

    /// A value with its filters, which bind tighter than any operator.
    fn filtered(&mut self) -> Result<Expr, Problem> {
        let mut value = self.postfix()?;
        while self.symbol("|") {
            let name = self.name()?;
            let arguments = if self.symbol("(") { self.list(")")? } else { Vec::new() };
            value = Expr::Filter { value: Box::new(value), name, arguments };
        }
        Ok(value)
    }

    fn postfix(&mut self) -> Result<Expr, Problem> {
        let mut value = self.primary()?;
        loop {
            if self.symbol(".") {
                value = Expr::Member(Box::new(value), self.name()?);
            } else if self.symbol("[") {
                let key = self.expression()?;
                self.expect("]")?;
                value = Expr::Index(Box::new(value), Box::new(key));
            } else if self.symbol("(") {
                value = Expr::Call(Box::new(value), self.list(")")?);
            } else {
                return Ok(value);
            }
        }
    }

    fn primary(&mut self) -> Result<Expr, Problem> {
        if self.symbol("(") {
            let inner = self.expression()?;
            self.expect(")")?;
            return Ok(inner);
        }
        if self.symbol("[") {
            return Ok(Expr::List(self.list("]")?));
        }
        if self.symbol("{") {
            return self.dictionary();
        }
        if self.symbol("-") {
            return Ok(Expr::Negative(Box::new(self.postfix()?)));
        }
        let token = self.peek().cloned().ok_or("the expression ends too early")?;
        self.at += 1;
        match token {
            Token::Text(text) => Ok(Expr::Text(text)),
            Token::Number(number) => Ok(Expr::Number(number)),
            Token::Name(name) => Ok(Expr::Name(name)),
            Token::Symbol(symbol) => Err(format!("did not expect `{symbol}` here")),
        }
    }

    /// Expressions between commas up to the closing bracket.
    fn list(&mut self, close: &str) -> Result<Vec<Expr>, Problem> {
        let mut items = Vec::new();
        while !self.symbol(close) {
            items.push(self.expression()?);
            if !self.symbol(",") {
                self.expect(close)?;
                break;
            }
        }
        Ok(items)
    }

    fn dictionary(&mut self) -> Result<Expr, Problem> {
        let mut entries = Vec::new();
        while !self.symbol("}") {
            let key = match self.primary()? {
                Expr::Text(text) | Expr::Name(text) | Expr::Number(text) => text,
                other => return Err(format!("{other:?} cannot be a key")),
            };
            self.expect(":")?;
            entries.push((key, self.expression()?));
            if !self.symbol(",") {
                self.expect("}")?;
                break;
            }
        }
        Ok(Expr::Dictionary(entries))
    }
}

fn binary(operator: &'static str, left: Expr, right: Expr) -> Expr {
    Expr::Binary { operator, left: Box::new(left), right: Box::new(right) }
}
