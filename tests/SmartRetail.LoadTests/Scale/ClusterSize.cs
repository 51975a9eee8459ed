namespace SmartRetail.LoadTests.Scale;

/// <summary>What a shop of a size needs, by what was measured.</summary>
/// <param name="SiloCores">Processors of silos that are busy at the peak.</param>
/// <param name="DatabaseCores">The same of database servers.</param>
/// <param name="Silos">Machines, the larger of what processors and memory ask for.</param>
/// <param name="IsBoundByMemory">Whether memory asks for more silos than processors do.</param>
/// <param name="MemoryGibibytes">Of all customers in memory at the peak.</param>
/// <param name="Shards">Database machines, the larger of what processors and disks ask for.</param>
/// <param name="LogTebibytes">All interactions that are kept.</param>
/// <param name="AnswerGigabits">Answers a second at the peak, over the network.</param>
internal sealed record ClusterSize(
    ShopScale Shop,
    double SiloCores,
    double DatabaseCores,
    int Silos,
    bool IsBoundByMemory,
    double MemoryGibibytes,
    int Shards,
    double LogTebibytes,
    double AnswerGigabits)
{
    private const double Gibibyte = 1L << 30;
    private const double Tebibyte = 1L << 40;

    public static ClusterSize Of(ShopScale shop, ScaleConstants constants, MachineShape machine)
    {
        var silo = shop.PeakCalls * MixedCost(shop, constants, cost => cost.Silo) / 1_000;
        var database = shop.PeakCalls * MixedCost(shop, constants, cost => cost.Database) / 1_000;
        var memory = shop.ActiveCustomers * constants.BytesPerCustomer / Gibibyte;
        var log = shop.DailyInteractions * shop.DaysKept * constants.BytesPerInteraction / Tebibyte;
        var (byCores, byMemory) = (Machines(silo, machine.Cores * machine.Busy), Machines(memory, machine.Gibibytes * machine.Full));
        return new(
            shop,
            silo,
            database,

            // One may be lost at any size.
            Math.Max(2, Math.Max(byCores, byMemory)),
            byMemory > byCores,
            memory,
            Math.Max(Machines(database, machine.Cores * machine.Busy), Machines(log, machine.DiskTebibytes)),
            log,
            shop.PeakCalls * constants.BytesPerAnswer * 8 / 1e9);
    }

    /// <summary>Returns at how many customers one database machine is full, of work or of rows, whichever comes first.</summary>
    public static (double Customers, bool ByDisk) DatabaseLimit(ScaleConstants constants, MachineShape machine)
    {
        // Both grow in proportion to the customers.
        var shop = new ShopScale(1_000_000);
        var size = Of(shop, constants, machine);
        var (byCores, byDisk) = (machine.Cores * machine.Busy / size.DatabaseCores, machine.DiskTebibytes / size.LogTebibytes);
        return (shop.Customers * Math.Min(byCores, byDisk), byDisk < byCores);
    }

    /// <summary>Milliseconds of a processor of an average call.</summary>
    public static double MixedCost(ShopScale shop, ScaleConstants constants, Func<CallCost, double> part)
    {
        var cold = shop.ColdShare;
        var ranked = shop.RankedShare;
        var read = (cold * part(constants.ColdRead)) + (ranked * part(constants.RankedRead)) + ((1 - cold - ranked) * part(constants.KeptRead));
        return (shop.WriteShare * part(constants.Write)) + ((1 - shop.WriteShare) * read);
    }

    private static int Machines(double need, double each) => (int)Math.Ceiling(need / each);
}
