import Diagnostics
package import TypedYAML

/// The kind of file to which a requirement applies.
package enum Addressee: String, Vocabulary {
  case policy, authority, cluster
  /// An authority's file or a cluster's.
  case layer
  package static let noun = "whose file is asked"
}

/// The governance of a school, which decides the law that binds it.
package enum SchoolType: String, Vocabulary {
  case maintained, academy, independent
  case nonMaintainedSpecial = "non_maintained_special"
  package static let noun = "a type of school"
  package static var otherNames: [OtherNames<SchoolType>] {
    [
      OtherNames(
        .maintained,
        called: "community", "community_school", "community_special", "foundation",
        "foundation_school", "foundation_special", "foundation_trust", "trust_school", "voluntary",
        "voluntary_aided", "voluntary_aided_school", "voluntary_controlled",
        "voluntary_controlled_school", "va", "vc", "va_school", "vc_school", "aided", "controlled",
        "nursery_school", "pupil_referral_unit", "pru", "local_authority_nursery",
        "hospital_school", "maintained_special",
        because: "{name} is a kind of maintained school"),
      OtherNames(
        .maintained,
        called: "maintained_school", "local_authority", "local_authority_maintained",
        "la_maintained",
        "lea", "council", "state", "state_school",
        because: "A school that the local authority maintains is `maintained`"),
      OtherNames(
        .academy,
        called: "academy_school", "academy_converter", "academy_conversion", "converter_academy",
        "converter", "academy_sponsor_led", "sponsored_academy", "sponsor_led_academy",
        "sponsor_led",
        "free_school", "free", "multi_academy_trust", "multi_academy", "single_academy_trust",
        "academy_trust", "trust", "mat", "sat", "studio_school", "university_technical_college",
        "utc", "city_technology_college", "ctc", "special_academy", "academy_special",
        "free_school_special", "academy_alternative_provision", "maths_school",
        because: "{name} is a kind of academy"),
      OtherNames(
        .independent,
        called: "independent_school", "private", "private_school", "public_school", "fee_paying",
        "prep", "preparatory", "prep_school", "other_independent_school",
        "other_independent_special_school", "independent_special",
        because: "{name} is a kind of independent school"),
      OtherNames(
        .nonMaintainedSpecial,
        called: "non_maintained_special_school", "non_maintained", "nmss",
        "non_maintained_school", "special_non_maintained"),
    ]
  }
}

/// The ages that a school teaches.
package enum Phase: String, Vocabulary {
  case nursery
  case infant
  case junior
  case primary
  case secondary
  case allThrough = "all_through"
  case special
  case alternativeProvision = "alternative_provision"
  case hospital
  case sixthForm = "sixth_form"
  package static let noun = "a phase of education"
  package static var otherNames: [OtherNames<Phase>] {
    [
      OtherNames(
        .nursery, called: "nursery_school", "early_years", "eyfs", "pre_school", "preschool"),
      OtherNames(
        .infant, .primary, called: "ks1", "key_stage_1",
        because: "{name} is a part of a primary school, or an infant school of its own"),
      OtherNames(.infant, called: "infants", "infant_school"),
      OtherNames(
        .junior, .primary, called: "ks2", "key_stage_2",
        because: "{name} is a part of a primary school, or a junior school of its own"),
      OtherNames(.junior, called: "juniors", "junior_school"),
      OtherNames(
        .primary,
        called: "primary_school", "infant_and_junior", "infants_and_juniors", "ks1_and_ks2",
        "ks1_ks2", "elementary", "first", "first_school", "middle_deemed_primary",
        "deemed_primary", "middle_school_deemed_primary", "lower", "lower_school"),
      OtherNames(
        .secondary,
        called: "secondary_school", "ks3", "ks4", "key_stage_3", "key_stage_4", "ks3_and_ks4",
        "high", "high_school", "upper", "upper_school", "senior",
        "senior_school", "secondary_with_sixth_form", "grammar", "comprehensive",
        "middle_deemed_secondary", "deemed_secondary", "middle_school_deemed_secondary",
        because: "{name} is taught in a secondary school"),
      OtherNames(
        .primary, .secondary, called: "middle", "middle_school",
        because: "The law deems a middle school to be one or the other"),
      OtherNames(
        .allThrough, called: "all_through_school", "through_school", "all_age", "all_ages", "all"),
      OtherNames(.special, called: "special_school", "send", "sen"),
      OtherNames(
        .alternativeProvision,
        called: "ap", "pru", "pupil_referral_unit", "ap_academy", "ap_free_school"),
      OtherNames(
        .hospital, called: "hospital_school", "hospital_education", "medical", "medical_pru"),
      OtherNames(
        .sixthForm,
        called: "16_to_19", "16_19", "post_16", "post16", "sixth_form_college", "sixthform",
        "6th_form", "ks5", "key_stage_5", "16_to_19_academy", "further_education"),
    ]
  }
}

/// The properties of a school on which the scope of rules depends.
package struct BoundSchool: Sendable, Hashable {
  /// The type of school and its phase; nil where unknown.
  package let type: SchoolType?
  package let phase: Phase?
  /// The nation whose law binds it, where that is not the framework's.
  package let otherNation: String?

  /// Creates a school.
  package init(type: SchoolType?, phase: Phase?, otherNation: String? = nil) {
    (self.type, self.phase, self.otherNation) = (type, phase, otherNation)
  }

  /// Whether a rule of the framework binds the school; none does in another nation.
  package func isBoundNationally(by scope: Scope) -> Bool {
    otherNation == nil && isBound(by: scope)
  }

  /// Whether a rule of the school or of a layer that it follows binds it.
  package func isBound(by scope: Scope) -> Bool { scope.binds(type, phase) }
}

/// The schools that a rule binds.
package struct Scope: Sendable, Hashable {
  /// The types of school; empty for every type.
  package let types: [SchoolType]
  /// The phases; empty for every phase.
  package let phases: [Phase]

  init(types: [Located<SchoolType>]?, phases: [Located<Phase>]?) {
    self.types = (types ?? []).map(\.value)
    self.phases = (phases ?? []).map(\.value)
  }

  /// Whether it binds a school; an unknown phase excuses from no rule.
  ///
  /// A school of unknown type is treated as state-funded.
  package func binds(_ type: SchoolType?, _ phase: Phase?) -> Bool {
    let bindsType =
      types.isEmpty
      || type.map { types.contains($0) }
        ?? types.contains { [.maintained, .academy].contains($0) }
    return bindsType && (phases.isEmpty || phase.map { phases.contains($0) } != false)
  }
}
