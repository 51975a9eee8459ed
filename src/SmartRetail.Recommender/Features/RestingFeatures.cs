using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features.Packing;

namespace SmartRetail.Recommender.Features;

/// <summary>
/// One customer's features as a silo keeps them between calls: packed, since most customers are only read, and from their
/// rankings; with the newest interactions beside them, since to unpack 200 steps and pack them again takes longer than all else
/// that recording one interaction takes of a silo. Whoever reads the features gets both in one.
/// </summary>
/// <param name="features">What there is already.</param>
public sealed class RestingFeatures(CustomerFeatures features, FeatureOptions options)
{
    /// <summary>How many interactions wait at most; each of them takes some 200 bytes.</summary>
    private const int MaxWaiting = 8;

    private Packed _packed = Packed.Nothing;

    // While they are changed; null at rest.
    private CustomerFeatures? _features = features;

    // Behind what is packed, in order; null for none.
    private List<Step>? _waiting;

    /// <summary>The profile version.</summary>
    public long Version { get; private set; } = features.Version;

    /// <summary>Takes in the next interaction of the log, as <see cref="CustomerFeatures.Apply"/> does.</summary>
    public void Apply(Interaction interaction, Product? product) => Add(new(WithoutNames(interaction), product));

    /// <summary>Counts the next interaction of the log without taking anything in of it.</summary>
    public void Skip() => Add(default);

    /// <summary>Ends a change: packs the features, unless what came is little and can wait.</summary>
    public void Rest()
    {
        if (_features is not null)
        {
            (_packed, _features) = (_features.Pack(), null);
        }
    }

    /// <summary>Returns the features, to be read only; unless they are being changed, a copy.</summary>
    public CustomerFeatures Read()
    {
        if (_features is not null)
        {
            return _features;
        }

        if (_waiting is null)
        {
            return CustomerFeatures.Unpack(_packed);
        }

        var features = Open();
        _packed = features.Pack();
        return features;
    }

    private void Add(Step step)
    {
        Version++;
        if (_features is not null)
        {
            step.ApplyTo(_features, options);
            return;
        }

        (_waiting ??= []).Add(step);
        if (_waiting.Count > MaxWaiting)
        {
            _features = Open();
        }
    }

    private CustomerFeatures Open()
    {
        var features = CustomerFeatures.Unpack(_packed);
        foreach (var step in _waiting ?? [])
        {
            step.ApplyTo(features, options);
        }

        _waiting = null;
        return features;
    }

    // Of the texts that name it in the log, the features keep none.
    private static Interaction WithoutNames(Interaction interaction) => interaction with
    {
        Id = default,
        Customer = default,
        Session = null,
        RecommendationId = null,
    };

    /// <param name="Interaction">Null to skip.</param>
    /// <param name="Product">As the catalog knew it when the interaction came.</param>
    private readonly record struct Step(Interaction? Interaction, Product? Product)
    {
        public void ApplyTo(CustomerFeatures features, FeatureOptions options)
        {
            if (Interaction is null)
            {
                features.Skip();
            }
            else
            {
                features.Apply(Interaction, Product, options);
            }
        }
    }
}
