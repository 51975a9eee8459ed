namespace SmartRetail.Recommender.Rounds;

/// <param name="Prepared">How often the product occurs in the prepared sequences.</param>
/// <param name="Trained">How often in the part of them that is trained on.</param>
public readonly record struct SurveyedProduct(string Product, int Prepared, int Trained);
