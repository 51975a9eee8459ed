using System.Collections;
using System.Globalization;
using SmartRetail.Contracts;

namespace SmartRetail.LoadTests.Ledgers;

/// <summary>
/// Holds a run's ledger against the log, row by row, in one pass: every acknowledged interaction is there once, and none that
/// was never sent.
/// </summary>
internal sealed class LogAudit(RunLedger ledger, Breaches breaches)
{
    private readonly BitArray?[] _found = new BitArray?[ledger.Customers];

    /// <summary>Rows of the run.</summary>
    public long Rows { get; private set; }

    /// <summary>Takes the next row of the log; of other customers it takes none.</summary>
    public void Read(CustomerId customer, InteractionId interaction)
    {
        if (ledger.Find(customer.Value) is not { } number)
        {
            return;
        }

        Rows++;
        var sent = ledger[number].Sent;
        if (!int.TryParse(interaction.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id < 1 || id > sent)
        {
            breaches.Add(LedgerBreach.Invented, $"{customer} has {interaction}, but {sent} were sent");
            return;
        }

        var found = _found[number] ??= new(sent);
        if (found[id - 1])
        {
            breaches.Add(LedgerBreach.Doubled, $"{customer} has {interaction} again");
        }

        found[id - 1] = true;
    }

    /// <summary>Behind the last row: looks for what is missing.</summary>
    public void Finish()
    {
        for (var customer = 0; customer < _found.Length; customer++)
        {
            for (var id = 1; id <= ledger[customer].Sent; id++)
            {
                if (_found[customer]?[id - 1] is not true && !ledger.IsDoubtful(customer, id))
                {
                    breaches.Add(LedgerBreach.Lost, $"{ledger.NameOf(customer)} has no {id}, which was acknowledged");
                }
            }
        }
    }
}
