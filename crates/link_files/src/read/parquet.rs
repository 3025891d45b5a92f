//! People from Parquet. Each dictionary's columns are read on a thread of their own.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{Array, ArrayRef, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use link::people::{ColumnBuilder, Ids, MISSING};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::wanted::Filling;
use super::{CannotRead, Wanted};

/// How many records are decoded at a time.
const BATCH: usize = 1 << 16;

/// Reads the wanted columns of a file into what is being filled.
pub(super) fn read(file: &Path, wanted: &Wanted, filling: &mut Filling) -> Result<(), CannotRead> {
    let source = Source::open(file)?;
    let tasks: Vec<Vec<(usize, usize)>> = wanted
        .groups
        .iter()
        .map(|group| {
            let places = group.columns.iter().map(|name| source.place(name));
            places.enumerate().map(|(column, place)| Ok((column, place?))).collect()
        })
        .collect::<Result<_, CannotRead>>()?;
    let id = source.place(&wanted.id)?;
    let (ids, columns) = rayon::join(
        || source.ids(id),
        || {
            filling
                .builders
                .par_iter_mut()
                .zip(&tasks)
                .map(|(builder, columns)| {
                    columns.iter().try_for_each(|(column, place)| source.fill(*place, builder, *column))
                })
                .collect::<Result<Vec<()>, CannotRead>>()
        },
    );
    columns?;
    filling.ids.append(ids?);
    Ok(())
}

/// The first texts of some columns.
pub(super) fn sample(file: &Path, columns: &[&str], most: usize) -> Result<Vec<Vec<String>>, CannotRead> {
    let source = Source::open(file)?;
    columns
        .iter()
        .map(|name| {
            let mut texts = Vec::new();
            let place = source.place(name)?;
            source.batches(place, false, Some(most), |array| {
                each(array, |text| texts.push(text.unwrap_or_default().to_owned())).ok_or(())
            })?;
            Ok(texts)
        })
        .collect()
}

/// The names of a file's columns.
pub(super) fn names(file: &Path) -> Result<Vec<String>, CannotRead> {
    Ok(Source::open(file)?.schema.fields().iter().map(|field| field.name().clone()).collect())
}

struct Source<'a> {
    file: &'a Path,
    schema: SchemaRef,
}

impl<'a> Source<'a> {
    fn open(file: &'a Path) -> Result<Self, CannotRead> {
        let opened = File::open(file).map_err(|why| unreadable(file, why))?;
        let metadata =
            ArrowReaderMetadata::load(&opened, ArrowReaderOptions::new().with_skip_arrow_metadata(true))
                .map_err(|why| unreadable(file, why))?;
        Ok(Self { file, schema: Arc::clone(metadata.schema()) })
    }

    fn place(&self, name: &str) -> Result<usize, CannotRead> {
        self.schema.index_of(name).map_err(|_| CannotRead::NoColumn {
            file: self.file.to_owned(),
            column: name.to_owned(),
            there: self
                .schema
                .fields()
                .iter()
                .map(|field| field.name().as_str())
                .collect::<Vec<_>>()
                .join(", "),
        })
    }

    /// Hands over one column a batch at a time; texts as dictionaries where that is wanted.
    fn batches(
        &self,
        place: usize,
        dictionary: bool,
        most: Option<usize>,
        mut each: impl FnMut(&ArrayRef) -> Result<(), ()>,
    ) -> Result<(), CannotRead> {
        let wrong = |why: &dyn std::fmt::Display| unreadable(self.file, why);
        let mut options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        if dictionary && *self.schema.field(place).data_type() == DataType::Utf8 {
            let fields: Vec<Field> = self
                .schema
                .fields()
                .iter()
                .enumerate()
                .map(|(at, field)| {
                    let field = field.as_ref().clone();
                    if at == place {
                        field.with_data_type(DataType::Dictionary(
                            Box::new(DataType::Int32),
                            Box::new(DataType::Utf8),
                        ))
                    } else {
                        field
                    }
                })
                .collect();
            options = options.with_schema(Arc::new(Schema::new(fields)));
        }
        let opened = File::open(self.file).map_err(|why| wrong(&why))?;
        let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(opened, options)
            .map_err(|why| wrong(&why))?;
        let mask = ProjectionMask::roots(builder.parquet_schema(), [place]);
        let mut builder = builder.with_projection(mask).with_batch_size(BATCH);
        if let Some(most) = most {
            builder = builder.with_limit(most);
        }
        for batch in builder.build().map_err(|why| wrong(&why))? {
            let batch = batch.map_err(|why| wrong(&why))?;
            each(batch.column(0)).map_err(|()| CannotRead::Kind {
                file: self.file.to_owned(),
                column: self.schema.field(place).name().clone(),
                kind: self.schema.field(place).data_type().to_string(),
            })?;
        }
        Ok(())
    }

    fn fill(&self, place: usize, builder: &mut ColumnBuilder, column: usize) -> Result<(), CannotRead> {
        // The array is held, so that no other can stand at its address.
        let mut known: Option<(ArrayRef, Vec<u32>)> = None;
        let mut days: FxHashMap<i32, u32> = FxHashMap::default();
        self.batches(place, !builder.is_wide(column), None, |array| {
            if let Some(dictionary) = array.as_dictionary_opt::<Int32Type>() {
                let values: &StringArray = dictionary.values().as_string();
                // Batches of one row group share a dictionary.
                let same = |held: &ArrayRef| {
                    let held: &StringArray = held.as_string();
                    held.value_data().as_ptr() == values.value_data().as_ptr() && held.len() == values.len()
                };
                if !known.as_ref().is_some_and(|(held, _)| same(held)) {
                    let codes = (0..values.len()).map(|at| builder.code(values.value(at).trim().as_bytes()));
                    known = Some((Arc::clone(dictionary.values()), codes.collect()));
                }
                let codes = known.as_ref().map_or(&[][..], |(_, codes)| codes);
                for key in dictionary.keys() {
                    builder.push_code(column, key.map_or(MISSING, |key| codes[key as usize]));
                }
                return Ok(());
            }
            if let Some(dates) = array.as_primitive_opt::<Date32Type>() {
                for day in dates {
                    let code = day.map_or(MISSING, |day| {
                        *days.entry(day).or_insert_with(|| builder.code(date(day).as_bytes()))
                    });
                    builder.push_code(column, code);
                }
                return Ok(());
            }
            each(array, |text| builder.push(column, text.unwrap_or_default().trim().as_bytes())).ok_or(())
        })
    }

    fn ids(&self, place: usize) -> Result<Ids, CannotRead> {
        let mut ids = Ids::Numbers(Vec::new());
        let mut missing = None;
        self.batches(place, false, None, |array| {
            if missing.is_none() && array.null_count() > 0 {
                missing =
                    Some(ids.len() + (0..array.len()).find(|at| array.is_null(*at)).unwrap_or_default());
            }
            if let (Some(numbers), Ids::Numbers(ids)) = (array.as_primitive_opt::<Int64Type>(), &mut ids) {
                ids.extend_from_slice(numbers.values());
                return Ok(());
            }
            each(array, |text| ids.push(text.unwrap_or_default())).ok_or(())
        })?;
        match missing {
            None => Ok(ids),
            Some(record) => Err(CannotRead::Ids(format!(
                "Record {} of {} has no id. Give every record an id of its own; nothing was linked",
                record + 1,
                self.file.display()
            ))),
        }
    }
}

/// Every value of an array as text. `None` for a type that has none.
fn each(array: &ArrayRef, mut each: impl FnMut(Option<&str>)) -> Option<()> {
    macro_rules! numbers {
        ($($kind:ty),*) => {$(
            if let Some(numbers) = array.as_primitive_opt::<$kind>() {
                numbers.iter().for_each(|number| each(number.map(|n| n.to_string()).as_deref()));
                return Some(());
            }
        )*};
    }
    if let Some(texts) = array.as_string_opt::<i32>() {
        texts.iter().for_each(&mut each);
        return Some(());
    }
    if let Some(texts) = array.as_string_opt::<i64>() {
        texts.iter().for_each(&mut each);
        return Some(());
    }
    if let Some(texts) = array.as_string_view_opt() {
        texts.iter().for_each(&mut each);
        return Some(());
    }
    if let Some(dates) = array.as_primitive_opt::<Date32Type>() {
        dates.iter().for_each(|day| each(day.map(date).as_deref()));
        return Some(());
    }
    numbers!(
        Int64Type,
        Int32Type,
        Int16Type,
        Int8Type,
        UInt64Type,
        UInt32Type,
        UInt16Type,
        UInt8Type,
        Float64Type
    );
    None
}

fn date(day: i32) -> String {
    use jiff::ToSpan;
    jiff::civil::date(1970, 1, 1)
        .checked_add(i64::from(day).days())
        .map_or_else(|_| String::new(), |date| date.to_string())
}

fn unreadable(file: &Path, why: impl std::fmt::Display) -> CannotRead {
    CannotRead::File { file: file.to_owned(), why: why.to_string() }
}
