//! What the codes of the HMIS standard mean, in words.

/// Kind of case that a project's enrolments become.
pub fn project(code: &str) -> &'static str {
    match code {
        "0" | "1" => "Emergency shelter",
        "2" => "Transitional housing",
        "3" => "Permanent supportive housing",
        "4" => "Street outreach",
        "6" => "Services only",
        "8" => "Safe haven",
        "9" => "Permanent housing",
        "10" => "Housing with services",
        "11" => "Day shelter",
        "12" => "Homelessness prevention",
        "13" => "Rapid re-housing",
        "14" => "Coordinated entry",
        _ => "Homelessness service",
    }
}

/// Where somebody lives or went to live.
pub fn living(code: &str) -> &'static str {
    match code {
        "1" => "Emergency shelter",
        "2" => "Transitional housing",
        "3" => "Permanent housing for formerly homeless people",
        "4" => "Psychiatric hospital",
        "5" => "Drug or alcohol treatment centre",
        "6" => "Hospital",
        "7" => "Prison or custody",
        "8" => "The person does not know",
        "9" => "The person did not want to say",
        "10" => "Rented home, no subsidy",
        "11" => "Own home, no subsidy",
        "12" => "Staying with family for a time",
        "13" => "Staying with friends for a time",
        "14" => "Hotel paid for without a voucher",
        "15" => "Foster care",
        "16" => "Place not meant for living in",
        "17" => "Another place",
        "18" => "Safe haven",
        "19" => "Rented home with veterans' subsidy",
        "20" => "Rented home with another subsidy",
        "21" => "Own home with subsidy",
        "22" => "Living with family for good",
        "23" => "Living with friends for good",
        "24" => "Died",
        "25" => "Long-term care or nursing home",
        "26" => "Permanent housing of another project",
        "27" => "Transitional housing of another project",
        "28" => "Rented home with veterans' transition subsidy",
        "29" => "Halfway house",
        "30" => "No exit interview",
        "31" => "Rented home with rapid re-housing subsidy",
        "32" => "Host home",
        "33" => "Rented home with housing voucher",
        "34" => "Rented home in public housing",
        "35" => "In a family member's home",
        "36" => "In a friend's home",
        "37" => "The worker could not tell",
        "99" => "Not recorded",
        _ => "Not known",
    }
}

/// A service given, by its record type and its type.
pub fn service(record: &str, kind: &str) -> String {
    let known = match record {
        "141" => path(kind),
        "142" => youth(kind),
        "200" => return "Bed night".to_owned(),
        _ => None,
    };
    let group = match record {
        "141" => "Outreach service",
        "142" => "Service for young people",
        "143" => "Housing service",
        "144" => "Service for veterans' families",
        "151" => "Housing costs paid",
        "152" => "Costs paid for veterans' families",
        "161" => "Referral",
        "210" => "Voucher",
        "300" => "Help with moving on",
        _ => "Service",
    };
    match known {
        Some(words) => format!("{group}: {words}"),
        None if kind.is_empty() => group.to_owned(),
        None => format!("{group}, type {kind}"),
    }
}

fn path(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "1" => "getting back in touch",
        "2" => "screening",
        "3" => "rehabilitation",
        "4" => "community mental health",
        "5" => "drug or alcohol treatment",
        "6" => "case management",
        "7" => "support where they live",
        "8" => "small repairs at home",
        "9" => "help with moving",
        "10" => "checking what housing they may have",
        "11" => "deposit",
        "12" => "one payment of rent against eviction",
        "14" => "clinical assessment",
        _ => return None,
    })
}

fn youth(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "2" => "community service",
        "5" => "education",
        "6" => "work and training",
        "7" => "legal services",
        "8" => "life skills",
        "10" => "parenting education",
        "12" | "27" => "care after birth",
        "13" => "care before birth",
        "14" => "health care",
        "17" => "drug or alcohol treatment",
        "18" => "drug or alcohol education",
        "26" => "help at home",
        "28" => "sexual health test",
        "29" => "help on the street",
        _ => return None,
    })
}

/// What a member of a household is to its head; empty for the head.
pub fn relationship(code: &str) -> &'static str {
    match code {
        "1" => "",
        "2" => "child",
        "3" => "partner",
        "4" => "relative",
        "5" => "not related",
        _ => "not recorded",
    }
}
