namespace SmartRetail.Recommender.Content;

/// <summary>One of a product's content features, as a row of the content table and its weight in the sum.</summary>
public readonly record struct ContentFeature(int Bucket, float Weight);
