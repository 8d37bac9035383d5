//! From the comparison to the published types.

use super::{
    ChangeKind, Drift, Edit, EditChange, Enough, Finding, Gap, GapKind, Kind, Moment, Published,
    Row, SCHEMA, Said, SectionRow, Share, SplitRows, StoryFile, Survival, Take, TargetFrom,
    Turnover,
};
use crate::comparison::{self, Comparison, Fired, Key, Name, Rehearsal, Target};
use crate::report::compared::Compared;
use crate::report::phrases::comparison as phrases;
use crate::rules::cause::Ingredient;
use crate::rules::shapes::moments;
use crate::take::TakeId;

impl Published {
    /// What a comparison says, in published form.
    #[must_use]
    pub fn of(compared: &Compared<'_>) -> Self {
        let comparison = compared.comparison;
        Self {
            schema: SCHEMA,
            story: StoryFile {
                title: comparison.this.summary.title.clone(),
                path: compared.story_path.to_owned(),
            },
            takes: comparison.field.iter().copied().map(take).collect(),
            this: comparison.this.id.number(),
            previous: comparison.previous.id.number(),
            best: comparison.best.id.number(),
            split: split(comparison),
            sections: comparison.sections.iter().filter_map(section).collect(),
            sum_of_best_s: comparison.sum_of_best,
            findings: Turnover {
                gained: findings(&comparison.findings.gained),
                lost: findings(&comparison.findings.lost),
                kept: findings(&comparison.findings.kept),
            },
            statements: comparison.survival.iter().map(survival).collect(),
            drift: comparison.drift.iter().map(drift).collect(),
            recited: numbers(&comparison.recited),
            edits: comparison.edits.iter().map(edit).collect(),
            cannot_compare: comparison.gaps.iter().map(gap).collect(),
            enough: enough(&comparison.enough, comparison.must_change),
            course: comparison.course.iter().map(moment).collect(),
        }
    }
}

/// Three decimals; what is not a number cannot be written and is nothing.
pub(in crate::report::json) fn rounded(number: f64) -> f64 {
    let rounded = (number * 1000.0).round() / 1000.0;
    if rounded.is_finite() { rounded } else { 0.0 }
}

pub(in crate::report::json) fn numbers(ids: &[TakeId]) -> Vec<u32> {
    ids.iter().map(|id| id.number()).collect()
}

pub(in crate::report::json) fn take(take: &Rehearsal) -> Take {
    let summary = &take.summary;
    Take {
        number: take.id.number(),
        recorded_at: format!("{:.0}", summary.recorded_at),
        model: summary
            .model
            .clone()
            .unwrap_or_else(|| "transcript".to_owned()),
        ending: summary.ending,
        told_s: summary.told,
        words: summary.words_said,
        rollback_s: summary.rollback.seconds,
        decision_s: summary.decision.seconds,
        ratio: summary.ratio().map(rounded),
        verdict: summary.verdict,
        cause: summary.grade,
        cause_status: summary.status,
        untold: summary.untold().collect(),
        findings: findings(&summary.findings),
        recited: summary.recited().map(rounded),
    }
}

fn findings(fired: &[Fired]) -> Vec<Finding> {
    let finding = |fired: &Fired| Finding {
        rule: fired.rule,
        severity: fired.severity,
    };
    fired.iter().map(finding).collect()
}

fn split(comparison: &Comparison<'_>) -> SplitRows {
    let find = |name: &Name| {
        let mut rows = comparison.split.iter();
        let found = rows.find(|row| row.name == *name);
        row(found.expect("a comparison has all three rows"))
    };
    SplitRows {
        rollback: find(&Name::Rollback),
        decision: find(&Name::Decision),
        whole: find(&Name::Whole),
    }
}

fn section(of: &comparison::Row) -> Option<SectionRow> {
    let Name::Section { role, heading } = &of.name else {
        return None;
    };
    Some(SectionRow {
        role: *role,
        heading: heading.clone(),
        row: row(of),
    })
}

fn row(row: &comparison::Row) -> Row {
    Row {
        this_s: row.this,
        previous_s: row.previous,
        delta_s: row.delta(),
        best_s: row.best.map(|(_, seconds)| seconds),
        best_take: row.best.map(|(id, _)| id.number()),
        target_s: row.target.map(Target::seconds),
        target_from: row.target.map(|target| match target {
            Target::Own(_) => TargetFrom::Story,
            Target::Shared(_) => TargetFrom::Shared,
        }),
    }
}

fn survival(survival: &comparison::Survival<'_>) -> Survival {
    let takes = || survival.takes.iter();
    let (kind, name) = named(survival.key);
    Survival {
        kind,
        name: name.to_owned(),
        said: takes()
            .filter_map(|(id, said)| Some((id, (*said)?)))
            .map(|(id, said)| Said {
                take: id.number(),
                start: said.start,
                quote: said.quote.clone(),
            })
            .collect(),
        not_said: takes()
            .filter(|(_, said)| said.is_none())
            .map(|(id, _)| id.number())
            .collect(),
    }
}

/// As the report names it.
fn named(key: Key) -> (Kind, &'static str) {
    match key {
        Key::Ingredient(ingredient) => (Kind::Ingredient, field(ingredient)),
        Key::Moment { shape, at } => {
            let moment = moments(shape).get(at);
            (Kind::Moment, moment.map_or("", |moment| moment.name))
        }
    }
}

/// As the report names its field.
fn field(ingredient: Ingredient) -> &'static str {
    match ingredient {
        Ingredient::CausalLink => "causal_link",
        Ingredient::OwnAct => "own_act",
        Ingredient::Counterfactual => "counterfactual",
        Ingredient::Ownership => "ownership",
    }
}

fn drift(drift: &comparison::Drift) -> Drift {
    let share = |(id, share): &(TakeId, comparison::Share)| Share {
        take: id.number(),
        paper_share: rounded(share.paper),
        share: rounded(share.voice),
        recited: share.copied.map(rounded),
    };
    Drift {
        role: drift.role,
        takes: drift.takes.iter().map(share).collect(),
    }
}

fn edit(edit: &comparison::Edit) -> Edit {
    Edit {
        before: edit.before.number(),
        after: edit.after.number(),
        changes: edit.changes.iter().map(change).collect(),
    }
}

fn change(change: &comparison::EditChange) -> EditChange {
    use comparison::EditChange::{Added, Removed, Reordered, Reworded};
    let (kind, role) = match change {
        Added { role, .. } => (ChangeKind::Added, Some(*role)),
        Removed { role, .. } => (ChangeKind::Removed, Some(*role)),
        Reworded { role, .. } => (ChangeKind::Reworded, Some(*role)),
        Reordered => (ChangeKind::Reordered, None),
    };
    EditChange {
        change: kind,
        role,
        text: phrases::edit(change),
    }
}

fn gap(gap: &comparison::Gap) -> Gap {
    use comparison::Gap::{
        AddedUp, OnlyIn, OtherModel, OtherShape, OtherTargets, Silent, Unfinished,
    };
    let (what, takes, role) = match gap {
        Silent(ids) => (GapKind::Silent, numbers(ids), None),
        Unfinished(ids) => (GapKind::Unfinished, numbers(ids), None),
        OnlyIn { take, role } => (GapKind::OnlyIn, vec![take.number()], Some(*role)),
        AddedUp(role) => (GapKind::AddedUp, Vec::new(), Some(*role)),
        OtherTargets(id) => (GapKind::OtherTargets, vec![id.number()], None),
        OtherShape(id) => (GapKind::OtherShape, vec![id.number()], None),
        OtherModel(id) => (GapKind::OtherModel, vec![id.number()], None),
    };
    Gap {
        what,
        takes,
        role,
        text: phrases::gap(gap),
    }
}

pub(in crate::report::json) fn enough(
    enough: &comparison::Enough,
    must_change: Option<Fired>,
) -> Enough {
    Enough {
        reached: enough.is_reached(),
        since_edit: numbers(&enough.since_edit),
        good: numbers(&enough.good),
        takes_to_go: enough.takes_to_go(),
        text: phrases::enough(enough, must_change),
    }
}

fn moment(take: &Rehearsal) -> Moment {
    Moment {
        take: take.id.number(),
        rollback_s: take.summary.rollback.seconds,
        decision_s: take.summary.decision.seconds,
    }
}
