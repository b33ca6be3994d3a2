# Dùng trong mọi cuộc trò chuyện: @bot 18-NQ/TW

inline-document = 📄 { $type } { $number }
inline-nothing = Chưa tìm thấy gì. Mở Giao Ban
inline-more = Mở Giao Ban
button-open = Mở trong Giao Ban
