namespace Tributary.Store.Embedded;

/// <summary>What a commit's conditions are checked against.</summary>
internal interface ICommitView
{
    /// <summary>The version of a document; 0 when absent.</summary>
    long VersionOf(in DocumentKey key);

    /// <summary>The owner of an index key, or null.</summary>
    string? OwnerOf(in IndexKey key);

    /// <summary>The position that the next entry of a log gets.</summary>
    long EndOf(string log);
}
