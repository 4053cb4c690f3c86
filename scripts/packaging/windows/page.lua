-- Links of docs/ for pages that open from a folder: x.md is x.html; what is not beside it is text.
function Link(link)
    local page, place = link.target:match('^([%w-]+)%.md(.*)$')
    if page then
        link.target = page .. '.html' .. place
    elseif not link.target:match('^%a+:') and not link.target:match('^#') and not link.target:match('^[%w-]+%.%a+$') then
        return link.content
    end
    return link
end
