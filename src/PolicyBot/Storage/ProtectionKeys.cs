using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace PolicyBot.Storage;

/// <summary>Keeps the keys of forms and cookies in the database, where every replica finds them.</summary>
internal sealed class ProtectionKeys(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.Open();
        return [.. db.ProtectionKeys.Select(k => k.Xml).ToList().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = database.Open();
        db.ProtectionKeys.Add(new() { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
