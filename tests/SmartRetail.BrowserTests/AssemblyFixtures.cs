using SmartRetail.BrowserTests;

// One process and one browser serve all tests. One collection runs one test at a time: two processors have enough to do.
[assembly: AssemblyFixture(typeof(RunningShop))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
