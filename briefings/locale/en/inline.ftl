# In any chat: @bot 18-NQ/TW

inline-document = 📄 { $type } { $number }
inline-nothing = Nothing found. Open Giao Ban
inline-more = Open Giao Ban
button-open = Open in Giao Ban
